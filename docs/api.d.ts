// Made by `npm run api:types` of /api/openapi.json: do not edit.

export interface paths {
  '/api/hello-world': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Say hello, and be counted
     * @description Writes a row to the audit log, also as GET: it is never cached. HEAD writes nothing.
     */
    get: operations['sayHello']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/health': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Whether the database answers within two seconds */
    get: operations['getHealth']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/health/live': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Whether the app answers at all, without asking the database */
    get: operations['getLiveness']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/user/settings': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Your settings, or the defaults before you saved any */
    get: operations['getSettings']
    /**
     * Save the settings that you name, and leave the others
     * @description With `If-Match` only over the version that you saw; with `If-None-Match: *` only before anything was saved.
     */
    put: operations['saveSettings']
    post?: never
    delete?: never
    options?: never
    head?: never
    /**
     * Change settings by a merge patch (RFC 7396)
     * @description `null` sets a setting back to its default. It needs `If-Match`.
     */
    patch: operations['patchSettings']
    trace?: never
  }
  '/api/user/activity': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Your own audit log, newest first
     * @description Days are days in UTC, and both are included. Each page costs the same.
     */
    get: operations['listActivity']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/user/exports': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Ask for everything that is kept about you
     * @description Writes the request to the audit log and answers with the address of the first file.
     */
    post: operations['requestExport']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/user/exports/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * One file of an export that you asked for
     * @description As things are now, not as they were when you asked. A long history comes in several files.
     */
    get: operations['getExport']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/user/deletion': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** When your account is going to be deleted */
    get: operations['getDeletion']
    put?: never
    /**
     * Order the deletion of your account
     * @description It is done when `dueAt` has come; until then DELETE takes the order back.
     */
    post: operations['orderDeletion']
    /** Keep your account after all */
    delete: operations['cancelDeletion']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/openapi.json': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** This document */
    get: operations['getOpenApi']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}
export type webhooks = Record<string, never>
export interface components {
  schemas: {
    SettingsChange: {
      /** @enum {string} */
      theme?: 'light' | 'dark' | 'system'
      notificationsEnabled?: boolean
    }
    SettingsPatch: {
      theme?: ('light' | 'dark' | 'system') | null
      notificationsEnabled?: boolean | null
    }
    HelloWorldResponse: {
      /** @constant */
      message: 'hello world'
      userId: string
      /**
       * Format: date-time
       * @description The time of the audit row
       */
      timestamp: string
      /** @constant */
      status: 'success'
      /** @description How often this person said hello, over the audit rows that are kept */
      requestCount: number
    }
    Problem: {
      /** @description Where this kind of problem is explained; stable */
      type: string
      title: string
      status: number
      detail?: string
      /** @description The path that was asked for */
      instance: string
      requestId: string
      errors?: (
        | {
            /** @description A JSON Pointer into the body (RFC 6901) */
            pointer: string
            detail: string
          }
        | {
            parameter: string
            detail: string
          }
        | {
            header: string
            detail: string
          }
      )[]
    }
    Health: {
      /** @enum {string} */
      status: 'ok' | 'unavailable'
      database: {
        /** @enum {string} */
        status: 'ok' | 'unavailable'
        latencyMs: number
      }
    }
    UserSettings: {
      /** @enum {string} */
      theme: 'light' | 'dark' | 'system'
      notificationsEnabled: boolean
    }
    ActivityPage: {
      items: components['schemas']['ActivityEntry'][]
      /** @description The cursor of the next page; null on the last */
      next: string | null
    }
    ActivityEntry: {
      /** Format: uuid */
      id: string
      /** @enum {string} */
      action:
        | 'hello_world_accessed'
        | 'user_signin'
        | 'user_signout'
        | 'settings_changed'
        | 'export_requested'
        | 'deletion_requested'
        | 'deletion_cancelled'
        | 'deletion_completed'
      /**
       * Format: date-time
       * @description UTC, to the microsecond
       */
      timestamp: string
      ipAddress: string | null
      userAgent: string | null
      /** @description What the action changed, where there is more to say */
      details: unknown
      requestId: string | null
    }
    ExportRequest: {
      /** Format: uuid */
      id: string
      /** Format: date-time */
      requestedAt: string
      href: string
    }
    AccountDeletion: {
      /** Format: date-time */
      requestedAt: string
      /** Format: date-time */
      dueAt: string
    }
    OpenApiDocument: {
      openapi: string
    } & {
      [key: string]: unknown
    }
  }
  responses: never
  parameters: never
  requestBodies: never
  headers: never
  pathItems: never
}
export type $defs = Record<string, never>
export interface operations {
  sayHello: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The greeting */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['HelloWorldResponse']
        }
      }
      /** @description Sign-in required */
      401: {
        headers: {
          /** @description What to send: a Bearer token */
          'WWW-Authenticate'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description No such format */
      406: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests */
      429: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Something went wrong here */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Temporarily unavailable */
      503: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getHealth: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It does */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Health']
        }
      }
      /** @description No such format */
      406: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests */
      429: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Something went wrong here */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It does not */
      503: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Health']
        }
      }
    }
  }
  getLiveness: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It does */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @constant */
            status: 'ok'
          }
        }
      }
      /** @description No such format */
      406: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Something went wrong here */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getSettings: {
    parameters: {
      query?: never
      header?: {
        'if-none-match'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description All settings */
      200: {
        headers: {
          /** @description The version of these settings, for `If-Match` and `If-None-Match` */
          ETag?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['UserSettings']
        }
      }
      /** @description They are as `If-None-Match` says */
      304: {
        headers: {
          /** @description The version of these settings, for `If-Match` and `If-None-Match` */
          ETag?: string
          [name: string]: unknown
        }
        content?: never
      }
      /** @description A header is not valid */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Sign-in required */
      401: {
        headers: {
          /** @description What to send: a Bearer token */
          'WWW-Authenticate'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description No such format */
      406: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests */
      429: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Something went wrong here */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Temporarily unavailable */
      503: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  saveSettings: {
    parameters: {
      query?: never
      header?: {
        'if-match'?: string
        'if-none-match'?: '*'
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['SettingsChange']
      }
    }
    responses: {
      /** @description All settings as they are now */
      200: {
        headers: {
          /** @description The version of these settings, for `If-Match` and `If-None-Match` */
          ETag?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['UserSettings']
        }
      }
      /** @description A header is not valid; or: The request cannot be read */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Sign-in required */
      401: {
        headers: {
          /** @description What to send: a Bearer token */
          'WWW-Authenticate'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Refused from another site */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description No such format */
      406: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Changed meanwhile */
      412: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Content type not supported */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content is not valid */
      422: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests */
      429: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Something went wrong here */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Temporarily unavailable */
      503: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  patchSettings: {
    parameters: {
      query?: never
      header?: {
        'if-match'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/merge-patch+json': components['schemas']['SettingsPatch']
      }
    }
    responses: {
      /** @description All settings as they are now */
      200: {
        headers: {
          /** @description The version of these settings, for `If-Match` and `If-None-Match` */
          ETag?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['UserSettings']
        }
      }
      /** @description A header is not valid; or: The request cannot be read */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Sign-in required */
      401: {
        headers: {
          /** @description What to send: a Bearer token */
          'WWW-Authenticate'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Refused from another site */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description No such format */
      406: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Changed meanwhile */
      412: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Content type not supported */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content is not valid */
      422: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Say what you change */
      428: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests */
      429: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Something went wrong here */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Temporarily unavailable */
      503: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listActivity: {
    parameters: {
      query?: {
        action?:
          | 'hello_world_accessed'
          | 'user_signin'
          | 'user_signout'
          | 'settings_changed'
          | 'export_requested'
          | 'deletion_requested'
          | 'deletion_cancelled'
          | 'deletion_completed'
        from?: string
        to?: string
        cursor?: string
        limit?: number
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description One page */
      200: {
        headers: {
          /** @description The next page, as `rel="next"` (RFC 8288) */
          Link?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ActivityPage']
        }
      }
      /** @description The query is not valid */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Sign-in required */
      401: {
        headers: {
          /** @description What to send: a Bearer token */
          'WWW-Authenticate'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description No such format */
      406: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests */
      429: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Something went wrong here */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Temporarily unavailable */
      503: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  requestExport: {
    parameters: {
      query?: never
      header?: {
        'idempotency-key'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        'application/json': Record<string, never>
      }
    }
    responses: {
      /** @description It may be read now */
      201: {
        headers: {
          /** @description The first file */
          Location?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ExportRequest']
        }
      }
      /** @description A header is not valid; or: The request cannot be read */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Sign-in required */
      401: {
        headers: {
          /** @description What to send: a Bearer token */
          'WWW-Authenticate'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Refused from another site */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description No such format */
      406: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Content type not supported */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content is not valid; or: This key belongs to another request */
      422: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests */
      429: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Something went wrong here */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Temporarily unavailable */
      503: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getExport: {
    parameters: {
      query?: {
        file?: number
        after?: string | null
      }
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Your data */
      200: {
        headers: {
          /** @description The next file, as `rel="next"`, unless `isLast` */
          Link?: string
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @constant */
            format: 'groundwork-account-export'
            /** @constant */
            version: 1
            exportedAt: string
            userId: string
            file: number
            isLast: boolean
            /** @description The profile as Clerk keeps it, and the sessions: https://clerk.com/docs/reference/backend-api */
            clerk: {
              id: string
              sessions: ({
                id: string
              } & {
                [key: string]: unknown
              })[]
            } & {
              [key: string]: unknown
            }
            tables: {
              user_settings: {
                /** Format: uuid */
                id: string
                user_id: string
                theme: string
                notifications_enabled: boolean
                created_at: string
                updated_at: string
              }[]
              audit_logs: {
                /** Format: uuid */
                id: string
                user_id: string
                action: string
                timestamp: string
                ip_address: string | null
                user_agent: string | null
                details: unknown
                request_id: string | null
                mark: string | null
                recorded_at: string | null
              }[]
              audit_log_counts: {
                user_id: string
                action: string
                count: number
              }[]
              account_deletions: {
                user_id: string
                requested_at: string
                due_at: string
              }[]
            } & {
              [key: string]: ({
                user_id: string
              } & {
                [key: string]: unknown
              })[]
            }
          }
        }
      }
      /** @description The query is not valid */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Sign-in required */
      401: {
        headers: {
          /** @description What to send: a Bearer token */
          'WWW-Authenticate'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Nothing here */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description No such format */
      406: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests */
      429: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Something went wrong here */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Temporarily unavailable */
      503: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getDeletion: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The order to delete it */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AccountDeletion']
        }
      }
      /** @description Sign-in required */
      401: {
        headers: {
          /** @description What to send: a Bearer token */
          'WWW-Authenticate'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Nothing here */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description No such format */
      406: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests */
      429: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Something went wrong here */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Temporarily unavailable */
      503: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  orderDeletion: {
    parameters: {
      query?: never
      header?: {
        'idempotency-key'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          confirmation: string
        }
      }
    }
    responses: {
      /** @description The order */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AccountDeletion']
        }
      }
      /** @description A header is not valid; or: The request cannot be read */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Sign-in required */
      401: {
        headers: {
          /** @description What to send: a Bearer token */
          'WWW-Authenticate'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Refused from another site; or: Prove again who you are */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description No such format */
      406: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The deletion is ordered already */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Content type not supported */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content is not valid; or: This key belongs to another request */
      422: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests */
      429: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Something went wrong here */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Temporarily unavailable */
      503: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  cancelDeletion: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description There is no order any more */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Sign-in required */
      401: {
        headers: {
          /** @description What to send: a Bearer token */
          'WWW-Authenticate'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Refused from another site */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Nothing here */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description No such format */
      406: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The deletion has begun */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests */
      429: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Something went wrong here */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Temporarily unavailable */
      503: {
        headers: {
          /** @description Seconds */
          'Retry-After'?: string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getOpenApi: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OpenAPI 3.1 */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['OpenApiDocument']
        }
      }
      /** @description No such format */
      406: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Something went wrong here */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
}
