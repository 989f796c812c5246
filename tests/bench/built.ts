export { createBuildListener as default } from '../../netlify/build-listener.ts'
