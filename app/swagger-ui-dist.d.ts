// The package has no types of its own.
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  /** https://swagger.io/docs/open-source-tools/swagger-ui/usage/configuration/ */
  interface Options {
    domNode: HTMLElement
    url: string
    deepLinking: boolean
    tryItOutEnabled: boolean
    defaultModelsExpandDepth: number
    validatorUrl: null
    onComplete: () => void
  }
  export default function SwaggerUI(options: Options): void
}
