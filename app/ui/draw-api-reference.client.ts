import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js'
import 'swagger-ui-dist/swagger-ui.css'
import './api-reference.css'

/** Draws the reference into an element. In a module of the browser's, or the function would carry it too. */
export function drawApiReference(domNode: HTMLElement): void {
  SwaggerUI({
    domNode,
    url: '/api/openapi.json',
    deepLinking: true,
    tryItOutEnabled: true,
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
    // The page has a main part already.
    onComplete: () => domNode.querySelector('main')?.setAttribute('role', 'presentation'),
  })
}
