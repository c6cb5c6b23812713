// Made by npm run generate from docs/reference/openapi.json. Do not edit.
export interface paths {
    "/token/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchange a refresh token */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        refresh_token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            access_token: string;
                            /** @enum {string} */
                            token_type: "bearer";
                            /** @description Seconds */
                            expires_in: number;
                            /** @description Good for one use */
                            refresh_token: string;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description PAYLOAD_TOO_LARGE */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNSUPPORTED_MEDIA_TYPE */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out everywhere */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "signed_out";
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            user: {
                                /** Format: uuid */
                                id: string;
                                username: string;
                                /** @enum {string} */
                                role: "owner" | "admin" | "approver" | "submitter" | "viewer" | "agent";
                            };
                            permissions: ("read" | "submit" | "decide_approval" | "change_vendor" | "verify_vendor" | "change_settings" | "manage_users" | "manage_webhooks" | "manage_api_keys" | "pause" | "resume" | "manage_signers" | "reset_metrics" | "manage_owners")[];
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        /** Sign in for a browser session */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        username: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            user: {
                                /** Format: uuid */
                                id: string;
                                username: string;
                                /** @enum {string} */
                                role: "owner" | "admin" | "approver" | "submitter" | "viewer";
                            };
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INVALID_CREDENTIALS */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description CROSS_SITE_REFUSED */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description PAYLOAD_TOO_LARGE */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNSUPPORTED_MEDIA_TYPE */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SIGN_IN_THROTTLED, RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description OVERLOADED */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        /** Sign this browser out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Signed out */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description CROSS_SITE_REFUSED, FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a user */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        username: string;
                        password: string;
                        /**
                         * @default viewer
                         * @enum {string}
                         */
                        role?: "owner" | "admin" | "approver" | "submitter" | "viewer";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            username: string;
                            /** @enum {string} */
                            role: "owner" | "admin" | "approver" | "submitter" | "viewer";
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description USERNAME_TAKEN, IDEMPOTENCY_IN_FLIGHT */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description PAYLOAD_TOO_LARGE */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNSUPPORTED_MEDIA_TYPE */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description IDEMPOTENCY_MISMATCH */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description OVERLOADED, SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List users */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** Format: uuid */
                                id: string;
                                username: string;
                                /** @enum {string} */
                                role: "owner" | "admin" | "approver" | "submitter" | "viewer";
                                active: boolean;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        /** Create a user */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        username: string;
                        password: string;
                        /**
                         * @default viewer
                         * @enum {string}
                         */
                        role?: "owner" | "admin" | "approver" | "submitter" | "viewer";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            username: string;
                            /** @enum {string} */
                            role: "owner" | "admin" | "approver" | "submitter" | "viewer";
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description USERNAME_TAKEN, IDEMPOTENCY_IN_FLIGHT */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description PAYLOAD_TOO_LARGE */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNSUPPORTED_MEDIA_TYPE */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description IDEMPOTENCY_MISMATCH */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description OVERLOADED, SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a user */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        role?: "owner" | "admin" | "approver" | "submitter" | "viewer";
                        active?: boolean;
                        password?: string;
                        /** @description Needed to change one's own password */
                        current_password?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            username: string;
                            /** @enum {string} */
                            role: "owner" | "admin" | "approver" | "submitter" | "viewer";
                            active: boolean;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description LAST_OWNER */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description PAYLOAD_TOO_LARGE */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNSUPPORTED_MEDIA_TYPE */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SIGN_IN_THROTTLED, RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description OVERLOADED, SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "healthy" | "alive";
                            version: string;
                            /**
                             * Format: date-time
                             * @description ISO-8601 UTC
                             */
                            timestamp: string;
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Liveness probe */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "healthy" | "alive";
                            version: string;
                            /**
                             * Format: date-time
                             * @description ISO-8601 UTC
                             */
                            timestamp: string;
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Readiness probe */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "healthy" | "degraded";
                            services: {
                                database: {
                                    status: string;
                                    type?: string;
                                };
                                redis: {
                                    status: string;
                                    type?: string;
                                };
                                blockchain: {
                                    status: string;
                                    type?: string;
                                    block_number: number | null;
                                };
                            };
                            version: string;
                            /**
                             * Format: date-time
                             * @description ISO-8601 UTC
                             */
                            timestamp: string;
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counters of this process
         * @description With `Accept: text/plain` the answer is Prometheus text.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            invoices_processed: number;
                            transactions_approved: number;
                            transactions_rejected: number;
                            /** @description Amount as a JSON number, written from the exact decimal */
                            total_amount_processed: number;
                            /** @description Decimal string with at least two decimals */
                            total_amount_processed_text: string;
                            api_requests: number;
                            /** @description Answers with a status of 500 or more */
                            errors: number;
                            /** @description Such as "5h 23m" */
                            uptime: string;
                            uptime_seconds: number;
                            cache_hit_rate: number;
                            /** @enum {string} */
                            cache_type: "memory" | "redis";
                            password_hashes_pending: number;
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics/prometheus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counters as Prometheus text */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A text */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reset the counters */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "reset";
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** OpenAPI 3.1 document */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This documentation */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A text */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/html": string;
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List approvals */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    status?: "pending" | "approved" | "rejected" | "expired" | "voided";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** Format: uuid */
                                id: string;
                                /** Format: uuid */
                                invoice_id: string;
                                /** @enum {string} */
                                status: "pending" | "approved" | "rejected" | "expired" | "voided";
                                vendor: string;
                                vendor_id: string | null;
                                /** @enum {string} */
                                vendor_status: "unknown" | "unverified" | "verified" | "blocked";
                                to_address: string | null;
                                invoice_number: string | null;
                                amount: string | null;
                                amount_text: string;
                                currency: string;
                                reason: string;
                                reasons: string[];
                                people_needed: number;
                                votes: {
                                    user: string;
                                    /** @enum {string} */
                                    vote: "approve" | "reject";
                                    comment: string | null;
                                    self_approval: boolean;
                                    /**
                                     * Format: date-time
                                     * @description ISO-8601 UTC
                                     */
                                    voted_at: string;
                                }[];
                                submitted_by: string | null;
                                runway_months_after: number | null;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                created_at: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                expires_at: string;
                                decided_at: string | null;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One approval */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            invoice_id: string;
                            /** @enum {string} */
                            status: "pending" | "approved" | "rejected" | "expired" | "voided";
                            vendor: string;
                            vendor_id: string | null;
                            /** @enum {string} */
                            vendor_status: "unknown" | "unverified" | "verified" | "blocked";
                            to_address: string | null;
                            invoice_number: string | null;
                            amount: string | null;
                            amount_text: string;
                            currency: string;
                            reason: string;
                            reasons: string[];
                            people_needed: number;
                            votes: {
                                user: string;
                                /** @enum {string} */
                                vote: "approve" | "reject";
                                comment: string | null;
                                self_approval: boolean;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                voted_at: string;
                            }[];
                            submitted_by: string | null;
                            runway_months_after: number | null;
                            /**
                             * Format: date-time
                             * @description ISO-8601 UTC
                             */
                            created_at: string;
                            /**
                             * Format: date-time
                             * @description ISO-8601 UTC
                             */
                            expires_at: string;
                            decided_at: string | null;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dashboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Balance, burn, runway and alerts */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "healthy" | "watch" | "critical" | "paused";
                            /** @description Amount as a JSON number, written from the exact decimal */
                            treasury_balance: number;
                            currency: string;
                            /** @description Amount as a JSON number, written from the exact decimal */
                            monthly_burn: number;
                            runway_months: number | null;
                            alerts: {
                                code: string;
                                /** @enum {string} */
                                severity: "info" | "warning" | "critical";
                                text: string;
                            }[];
                            /** @description Decimal string with at least two decimals */
                            balance_text: string;
                            /** @description Decimal string with at least two decimals */
                            posted_text: string;
                            /** @description Decimal string with at least two decimals */
                            held_text: string;
                            /** @description Decimal string with at least two decimals */
                            monthly_burn_text: string;
                            burn_basis: string;
                            critical_runway_months: number;
                            cash_out_day: string | null;
                            pending_approvals: number;
                            /** @description Decimal string with at least two decimals */
                            pending_approvals_amount: string;
                            /** @description Decimal string with at least two decimals */
                            paid_this_month: string;
                            paid_this_month_count: number;
                            months: {
                                /** Format: date */
                                month: string;
                                /** @description Decimal string with at least two decimals */
                                cash_out: string;
                                /** @description Decimal string with at least two decimals */
                                income: string;
                            }[];
                            policy_version: number;
                            /** @description Decimal string with at least two decimals */
                            approval_limit: string;
                            paused_reason: string | null;
                            mode: {
                                /** @enum {string} */
                                chain: "local" | "configured";
                                chain_id: number;
                                /** @enum {string} */
                                database: "embedded" | "configured";
                                llm: boolean;
                                sample_data: boolean;
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dashboard/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened, newest first
         * @description The header X-Next-Cursor holds the cursor of the next page.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description ISO-8601 UTC
                             */
                            timestamp: string;
                            event: string;
                            vendor: string | null;
                            amount: number | null;
                            currency: string;
                            status: string;
                            tx_hash: string | null;
                            balance: number | null;
                            reason: string | null;
                            agent_thought: string | null;
                        }[];
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens, as it happens
         * @description Server-Sent Events; `Last-Event-ID` resumes without a gap.
         */
        get: {
            parameters: {
                query?: {
                    last_event_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A text */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description OVERLOADED, SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List invoices */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    status?: "processing" | "awaiting_approval" | "paying" | "paid" | "rejected" | "refused" | "failed";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                status: "processing" | "awaiting_approval" | "paying" | "paid" | "rejected" | "refused" | "failed";
                                number: string | null;
                                vendor: string;
                                vendor_id: string | null;
                                amount: string | null;
                                amount_text: string;
                                currency: string;
                                issue_date: string | null;
                                due_date: string | null;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                created_at: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invoices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One invoice */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            status: "processing" | "awaiting_approval" | "paying" | "paid" | "rejected" | "refused" | "failed";
                            number: string | null;
                            vendor: string;
                            vendor_id: string | null;
                            amount: string | null;
                            amount_text: string;
                            currency: string;
                            issue_date: string | null;
                            due_date: string | null;
                            /**
                             * Format: date-time
                             * @description ISO-8601 UTC
                             */
                            created_at: string;
                            submitted_by: string | null;
                            channel: string;
                            fields: {
                                number: {
                                    value: string;
                                    confidence: number;
                                    /** @enum {string} */
                                    source: "xml" | "text" | "ocr" | "llm" | "human";
                                    evidence: {
                                        page: number;
                                        x: number;
                                        y: number;
                                        w: number;
                                        h: number;
                                        text: string;
                                        start: number | null;
                                        end: number | null;
                                    }[];
                                } | null;
                                issue_date: {
                                    value: string;
                                    confidence: number;
                                    /** @enum {string} */
                                    source: "xml" | "text" | "ocr" | "llm" | "human";
                                    evidence: {
                                        page: number;
                                        x: number;
                                        y: number;
                                        w: number;
                                        h: number;
                                        text: string;
                                        start: number | null;
                                        end: number | null;
                                    }[];
                                } | null;
                                due_date: {
                                    value: string;
                                    confidence: number;
                                    /** @enum {string} */
                                    source: "xml" | "text" | "ocr" | "llm" | "human";
                                    evidence: {
                                        page: number;
                                        x: number;
                                        y: number;
                                        w: number;
                                        h: number;
                                        text: string;
                                        start: number | null;
                                        end: number | null;
                                    }[];
                                } | null;
                                seller_name: {
                                    value: string;
                                    confidence: number;
                                    /** @enum {string} */
                                    source: "xml" | "text" | "ocr" | "llm" | "human";
                                    evidence: {
                                        page: number;
                                        x: number;
                                        y: number;
                                        w: number;
                                        h: number;
                                        text: string;
                                        start: number | null;
                                        end: number | null;
                                    }[];
                                } | null;
                                seller_tax_id: {
                                    value: string;
                                    confidence: number;
                                    /** @enum {string} */
                                    source: "xml" | "text" | "ocr" | "llm" | "human";
                                    evidence: {
                                        page: number;
                                        x: number;
                                        y: number;
                                        w: number;
                                        h: number;
                                        text: string;
                                        start: number | null;
                                        end: number | null;
                                    }[];
                                } | null;
                                buyer_name: {
                                    value: string;
                                    confidence: number;
                                    /** @enum {string} */
                                    source: "xml" | "text" | "ocr" | "llm" | "human";
                                    evidence: {
                                        page: number;
                                        x: number;
                                        y: number;
                                        w: number;
                                        h: number;
                                        text: string;
                                        start: number | null;
                                        end: number | null;
                                    }[];
                                } | null;
                                currency: {
                                    value: string;
                                    confidence: number;
                                    /** @enum {string} */
                                    source: "xml" | "text" | "ocr" | "llm" | "human";
                                    evidence: {
                                        page: number;
                                        x: number;
                                        y: number;
                                        w: number;
                                        h: number;
                                        text: string;
                                        start: number | null;
                                        end: number | null;
                                    }[];
                                } | null;
                                net: {
                                    value: string;
                                    confidence: number;
                                    /** @enum {string} */
                                    source: "xml" | "text" | "ocr" | "llm" | "human";
                                    evidence: {
                                        page: number;
                                        x: number;
                                        y: number;
                                        w: number;
                                        h: number;
                                        text: string;
                                        start: number | null;
                                        end: number | null;
                                    }[];
                                } | null;
                                tax: {
                                    value: string;
                                    confidence: number;
                                    /** @enum {string} */
                                    source: "xml" | "text" | "ocr" | "llm" | "human";
                                    evidence: {
                                        page: number;
                                        x: number;
                                        y: number;
                                        w: number;
                                        h: number;
                                        text: string;
                                        start: number | null;
                                        end: number | null;
                                    }[];
                                } | null;
                                total: {
                                    value: string;
                                    confidence: number;
                                    /** @enum {string} */
                                    source: "xml" | "text" | "ocr" | "llm" | "human";
                                    evidence: {
                                        page: number;
                                        x: number;
                                        y: number;
                                        w: number;
                                        h: number;
                                        text: string;
                                        start: number | null;
                                        end: number | null;
                                    }[];
                                } | null;
                                prepaid: {
                                    value: string;
                                    confidence: number;
                                    /** @enum {string} */
                                    source: "xml" | "text" | "ocr" | "llm" | "human";
                                    evidence: {
                                        page: number;
                                        x: number;
                                        y: number;
                                        w: number;
                                        h: number;
                                        text: string;
                                        start: number | null;
                                        end: number | null;
                                    }[];
                                } | null;
                                amount_due: {
                                    value: string;
                                    confidence: number;
                                    /** @enum {string} */
                                    source: "xml" | "text" | "ocr" | "llm" | "human";
                                    evidence: {
                                        page: number;
                                        x: number;
                                        y: number;
                                        w: number;
                                        h: number;
                                        text: string;
                                        start: number | null;
                                        end: number | null;
                                    }[];
                                } | null;
                                ibans: {
                                    value: string[];
                                    confidence: number;
                                    /** @enum {string} */
                                    source: "xml" | "text" | "ocr" | "llm" | "human";
                                    evidence: {
                                        page: number;
                                        x: number;
                                        y: number;
                                        w: number;
                                        h: number;
                                        text: string;
                                        start: number | null;
                                        end: number | null;
                                    }[];
                                } | null;
                                wallet: {
                                    value: string;
                                    confidence: number;
                                    /** @enum {string} */
                                    source: "xml" | "text" | "ocr" | "llm" | "human";
                                    evidence: {
                                        page: number;
                                        x: number;
                                        y: number;
                                        w: number;
                                        h: number;
                                        text: string;
                                        start: number | null;
                                        end: number | null;
                                    }[];
                                } | null;
                                document_type: {
                                    value: string;
                                    confidence: number;
                                    /** @enum {string} */
                                    source: "xml" | "text" | "ocr" | "llm" | "human";
                                    evidence: {
                                        page: number;
                                        x: number;
                                        y: number;
                                        w: number;
                                        h: number;
                                        text: string;
                                        start: number | null;
                                        end: number | null;
                                    }[];
                                } | null;
                                lines: {
                                    value: {
                                        description: string;
                                        quantity: string | null;
                                        unit_price: string | null;
                                        total: string | null;
                                    }[];
                                    confidence: number;
                                    /** @enum {string} */
                                    source: "xml" | "text" | "ocr" | "llm" | "human";
                                    evidence: {
                                        page: number;
                                        x: number;
                                        y: number;
                                        w: number;
                                        h: number;
                                        text: string;
                                        start: number | null;
                                        end: number | null;
                                    }[];
                                } | null;
                                payment_terms: {
                                    value: string;
                                    confidence: number;
                                    /** @enum {string} */
                                    source: "xml" | "text" | "ocr" | "llm" | "human";
                                    evidence: {
                                        page: number;
                                        x: number;
                                        y: number;
                                        w: number;
                                        h: number;
                                        text: string;
                                        start: number | null;
                                        end: number | null;
                                    }[];
                                } | null;
                                category: {
                                    value: string;
                                    confidence: number;
                                    /** @enum {string} */
                                    source: "xml" | "text" | "ocr" | "llm" | "human";
                                    evidence: {
                                        page: number;
                                        x: number;
                                        y: number;
                                        w: number;
                                        h: number;
                                        text: string;
                                        start: number | null;
                                        end: number | null;
                                    }[];
                                } | null;
                            };
                            flags: {
                                code: string;
                                detail: string;
                            }[];
                            checks: {
                                name: string;
                                passed: boolean;
                                detail: string;
                            }[];
                            readers: string[];
                            text: string;
                            decision: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                outcome: "pay" | "ask" | "refuse";
                                policy_version: number;
                                reasons: {
                                    code: string;
                                    text: string;
                                }[];
                                trace: {
                                    rule: string;
                                    /** @enum {string} */
                                    verdict: "pass" | "review" | "refuse" | "not_configured";
                                    text: string;
                                    values: {
                                        [key: string]: string;
                                    };
                                    flip: string | null;
                                }[];
                                runway_months_after: number | null;
                                facts_hash: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                decided_at: string;
                            } | null;
                            approval_id: string | null;
                            transaction_id: string | null;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invoices/{id}/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download the original */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A text */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts and balances */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                code: string;
                                kind: string;
                                asset: string;
                                /** @description Token amounts as decimals; gas in wei */
                                balance: string;
                                held: string;
                            }[];
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Postings */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    account?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                kind: "hold" | "post" | "void" | "direct";
                                from_account: string;
                                to_account: string;
                                asset: string;
                                amount: string;
                                memo: string;
                                tx_hash: string | null;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                at: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/limit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The auto-approval limit */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Amount as a JSON number, written from the exact decimal */
                            limit: number;
                            currency: string;
                            critical_runway_months: number;
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        /** Set the auto-approval limit */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        new_limit: number | string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "updated";
                            /** @description Amount as a JSON number, written from the exact decimal */
                            new_limit: number;
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "scheduled";
                            /**
                             * Format: date-time
                             * @description ISO-8601 UTC
                             */
                            effective_at: string;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description PAYLOAD_TOO_LARGE */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNSUPPORTED_MEDIA_TYPE */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List payments */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    status?: "queued" | "submitted" | "unknown" | "confirmed" | "final" | "failed" | "blocked" | "cancelled";
                    /** @description Name or id */
                    vendor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** Format: uuid */
                                id: string;
                                /** Format: uuid */
                                invoice_id: string;
                                invoice_number: string | null;
                                vendor: string;
                                /** Format: uuid */
                                vendor_id: string;
                                to_address: string;
                                /** @description Decimal string with at least two decimals */
                                amount: string;
                                currency: string;
                                /** @enum {string} */
                                status: "queued" | "submitted" | "unknown" | "confirmed" | "final" | "failed" | "blocked" | "cancelled";
                                tx_hash: string | null;
                                block_number: string | null;
                                confirmations: number | null;
                                confirmations_needed: number;
                                automatic: boolean;
                                reason: string | null;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                created_at: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                updated_at: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transactions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One payment */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            invoice_id: string;
                            invoice_number: string | null;
                            vendor: string;
                            /** Format: uuid */
                            vendor_id: string;
                            to_address: string;
                            /** @description Decimal string with at least two decimals */
                            amount: string;
                            currency: string;
                            /** @enum {string} */
                            status: "queued" | "submitted" | "unknown" | "confirmed" | "final" | "failed" | "blocked" | "cancelled";
                            tx_hash: string | null;
                            block_number: string | null;
                            confirmations: number | null;
                            confirmations_needed: number;
                            automatic: boolean;
                            reason: string | null;
                            /**
                             * Format: date-time
                             * @description ISO-8601 UTC
                             */
                            created_at: string;
                            /**
                             * Format: date-time
                             * @description ISO-8601 UTC
                             */
                            updated_at: string;
                            decision: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                outcome: "pay" | "ask" | "refuse";
                                policy_version: number;
                                reasons: {
                                    code: string;
                                    text: string;
                                }[];
                                trace: {
                                    rule: string;
                                    /** @enum {string} */
                                    verdict: "pass" | "review" | "refuse" | "not_configured";
                                    text: string;
                                    values: {
                                        [key: string]: string;
                                    };
                                    flip: string | null;
                                }[];
                                runway_months_after: number | null;
                                facts_hash: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                decided_at: string;
                            };
                            approvals: {
                                /** Format: uuid */
                                id: string;
                                /** Format: uuid */
                                invoice_id: string;
                                /** @enum {string} */
                                status: "pending" | "approved" | "rejected" | "expired" | "voided";
                                vendor: string;
                                vendor_id: string | null;
                                /** @enum {string} */
                                vendor_status: "unknown" | "unverified" | "verified" | "blocked";
                                to_address: string | null;
                                invoice_number: string | null;
                                amount: string | null;
                                amount_text: string;
                                currency: string;
                                reason: string;
                                reasons: string[];
                                people_needed: number;
                                votes: {
                                    user: string;
                                    /** @enum {string} */
                                    vote: "approve" | "reject";
                                    comment: string | null;
                                    self_approval: boolean;
                                    /**
                                     * Format: date-time
                                     * @description ISO-8601 UTC
                                     */
                                    voted_at: string;
                                }[];
                                submitted_by: string | null;
                                runway_months_after: number | null;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                created_at: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                expires_at: string;
                                decided_at: string | null;
                            }[];
                            attempts: {
                                hash: string;
                                /** @enum {string} */
                                kind: "pay" | "cancel";
                                nonce: number;
                                max_fee_wei: string;
                                tip_wei: string;
                                broadcasts: number;
                                last_said: string | null;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                created_at: string;
                            }[];
                            receipts: {
                                hash: string;
                                block_number: string;
                                block_hash: string;
                                /** @enum {string} */
                                status: "success" | "reverted";
                                fee_wei: string;
                            }[];
                            ledger_entries: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                kind: "hold" | "post" | "void" | "direct";
                                from_account: string;
                                to_account: string;
                                asset: string;
                                amount: string;
                                memo: string;
                                tx_hash: string | null;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                at: string;
                            }[];
                            events: {
                                kind: string;
                                detail: {
                                    [key: string]: unknown;
                                };
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                at: string;
                            }[];
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/vendors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List vendors */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                wallet_address: string | null;
                                tax_id: string | null;
                                default_currency: string | null;
                                payment_terms_days: number | null;
                                category: string | null;
                                /** @enum {string} */
                                status: "unverified" | "verified" | "blocked";
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                payee_set_at: string;
                                cooling_off_until: string | null;
                                verified_at: string | null;
                                is_sample: boolean;
                                /** @description Decimal string with at least two decimals */
                                total_paid: string;
                                wallets: {
                                    wallet_address: string;
                                    set_by: string | null;
                                    /**
                                     * Format: date-time
                                     * @description ISO-8601 UTC
                                     */
                                    set_at: string;
                                }[];
                                similar_wallets: {
                                    vendor: string;
                                    wallet_address: string;
                                }[];
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                created_at: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        /** Create a vendor */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        wallet_address?: string;
                        tax_id?: string;
                        default_currency?: string;
                        payment_terms_days?: number;
                        category?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            wallet_address: string | null;
                            tax_id: string | null;
                            default_currency: string | null;
                            payment_terms_days: number | null;
                            category: string | null;
                            /** @enum {string} */
                            status: "unverified" | "verified" | "blocked";
                            /**
                             * Format: date-time
                             * @description ISO-8601 UTC
                             */
                            payee_set_at: string;
                            cooling_off_until: string | null;
                            verified_at: string | null;
                            is_sample: boolean;
                            /** @description Decimal string with at least two decimals */
                            total_paid: string;
                            wallets: {
                                wallet_address: string;
                                set_by: string | null;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                set_at: string;
                            }[];
                            similar_wallets: {
                                vendor: string;
                                wallet_address: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description ISO-8601 UTC
                             */
                            created_at: string;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description CONFLICT, IDEMPOTENCY_IN_FLIGHT */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description PAYLOAD_TOO_LARGE */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNSUPPORTED_MEDIA_TYPE */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description IDEMPOTENCY_MISMATCH */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/vendors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One vendor */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            wallet_address: string | null;
                            tax_id: string | null;
                            default_currency: string | null;
                            payment_terms_days: number | null;
                            category: string | null;
                            /** @enum {string} */
                            status: "unverified" | "verified" | "blocked";
                            /**
                             * Format: date-time
                             * @description ISO-8601 UTC
                             */
                            payee_set_at: string;
                            cooling_off_until: string | null;
                            verified_at: string | null;
                            is_sample: boolean;
                            /** @description Decimal string with at least two decimals */
                            total_paid: string;
                            wallets: {
                                wallet_address: string;
                                set_by: string | null;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                set_at: string;
                            }[];
                            similar_wallets: {
                                vendor: string;
                                wallet_address: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description ISO-8601 UTC
                             */
                            created_at: string;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a vendor */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        wallet_address?: string;
                        tax_id?: string;
                        default_currency?: string;
                        payment_terms_days?: number;
                        category?: string;
                        /** @enum {string} */
                        status?: "blocked" | "unverified";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            wallet_address: string | null;
                            tax_id: string | null;
                            default_currency: string | null;
                            payment_terms_days: number | null;
                            category: string | null;
                            /** @enum {string} */
                            status: "unverified" | "verified" | "blocked";
                            /**
                             * Format: date-time
                             * @description ISO-8601 UTC
                             */
                            payee_set_at: string;
                            cooling_off_until: string | null;
                            verified_at: string | null;
                            is_sample: boolean;
                            /** @description Decimal string with at least two decimals */
                            total_paid: string;
                            wallets: {
                                wallet_address: string;
                                set_by: string | null;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                set_at: string;
                            }[];
                            similar_wallets: {
                                vendor: string;
                                wallet_address: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description ISO-8601 UTC
                             */
                            created_at: string;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description CONFLICT */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description PAYLOAD_TOO_LARGE */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNSUPPORTED_MEDIA_TYPE */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/wallet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The treasury wallet on the chain */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            address: string;
                            chain_id: number;
                            token: {
                                address: string;
                                symbol: string;
                                decimals: number;
                            };
                            /** @description Decimal string with at least two decimals */
                            balance: string;
                            /** @description The chain's own coin, decimal string */
                            gas_balance: string;
                            block_number: string;
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        comment?: string;
                    } | null;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "APPROVED" | "APPROVAL_RECORDED" | "REJECTED";
                            /** Format: uuid */
                            approval_id: string;
                            /** Format: uuid */
                            invoice_id: string;
                            transaction_id: string | null;
                            tx_hash: string | null;
                            self_approval: boolean;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SELF_APPROVAL, INSUFFICIENT_RUNWAY, INSUFFICIENT_FUNDS, FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description ALREADY_DECIDED, CONFLICT, IDEMPOTENCY_IN_FLIGHT */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description PAYLOAD_TOO_LARGE */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNSUPPORTED_MEDIA_TYPE */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description IDEMPOTENCY_MISMATCH */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reject */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "APPROVED" | "APPROVAL_RECORDED" | "REJECTED";
                            /** Format: uuid */
                            approval_id: string;
                            /** Format: uuid */
                            invoice_id: string;
                            transaction_id: string | null;
                            tx_hash: string | null;
                            self_approval: boolean;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description ALREADY_DECIDED, IDEMPOTENCY_IN_FLIGHT */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description PAYLOAD_TOO_LARGE */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNSUPPORTED_MEDIA_TYPE */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description IDEMPOTENCY_MISMATCH */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invoices/{id}/redecide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide a waiting invoice again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "APPROVED";
                            /** Format: uuid */
                            invoice_id: string;
                            /** Format: uuid */
                            transaction_id: string;
                            tx_hash: string;
                            vendor: string;
                            /** @description Amount as a JSON number, written from the exact decimal */
                            amount: number;
                            currency: string;
                            /** @description Amount as a JSON number, written from the exact decimal */
                            balance: number;
                            runway_months: number | null;
                            reasons: string[];
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "PAUSED_FOR_APPROVAL";
                            /** Format: uuid */
                            invoice_id: string;
                            /** Format: uuid */
                            approval_id: string;
                            vendor: string;
                            /** @description Amount as a JSON number, written from the exact decimal */
                            amount: number;
                            currency: string;
                            reason: string;
                            reasons: string[];
                        } | {
                            /** @enum {string} */
                            status: "QUEUED" | "PROCESSING";
                            /** Format: uuid */
                            invoice_id: string;
                            transaction_id: string | null;
                            tx_hash: null;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INSUFFICIENT_RUNWAY, INSUFFICIENT_FUNDS, POLICY_VIOLATION, FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description ALREADY_DECIDED */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop paying */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default paused by a person */
                        reason?: string;
                    } | null;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "paused";
                            reason: string;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description PAYLOAD_TOO_LARGE */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNSUPPORTED_MEDIA_TYPE */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on paying */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": Record<string, never> | null;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "resumed";
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description PAYLOAD_TOO_LARGE */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNSUPPORTED_MEDIA_TYPE */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/process-invoice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read, decide and pay one invoice text */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        raw_text: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "APPROVED";
                            /** Format: uuid */
                            invoice_id: string;
                            /** Format: uuid */
                            transaction_id: string;
                            tx_hash: string;
                            vendor: string;
                            /** @description Amount as a JSON number, written from the exact decimal */
                            amount: number;
                            currency: string;
                            /** @description Amount as a JSON number, written from the exact decimal */
                            balance: number;
                            runway_months: number | null;
                            reasons: string[];
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "PAUSED_FOR_APPROVAL";
                            /** Format: uuid */
                            invoice_id: string;
                            /** Format: uuid */
                            approval_id: string;
                            vendor: string;
                            /** @description Amount as a JSON number, written from the exact decimal */
                            amount: number;
                            currency: string;
                            reason: string;
                            reasons: string[];
                        } | {
                            /** @enum {string} */
                            status: "QUEUED" | "PROCESSING";
                            /** Format: uuid */
                            invoice_id: string;
                            transaction_id: string | null;
                            tx_hash: null;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INSUFFICIENT_RUNWAY, INSUFFICIENT_FUNDS, POLICY_VIOLATION, FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description DUPLICATE_INVOICE, IDEMPOTENCY_IN_FLIGHT */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description PAYLOAD_TOO_LARGE */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNSUPPORTED_MEDIA_TYPE */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNREADABLE_INVOICE, IDEMPOTENCY_MISMATCH */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description OVERLOADED, SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/vendors/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Verify a vendor */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": Record<string, never> | null;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            wallet_address: string | null;
                            tax_id: string | null;
                            default_currency: string | null;
                            payment_terms_days: number | null;
                            category: string | null;
                            /** @enum {string} */
                            status: "unverified" | "verified" | "blocked";
                            /**
                             * Format: date-time
                             * @description ISO-8601 UTC
                             */
                            payee_set_at: string;
                            cooling_off_until: string | null;
                            verified_at: string | null;
                            is_sample: boolean;
                            /** @description Decimal string with at least two decimals */
                            total_paid: string;
                            wallets: {
                                wallet_address: string;
                                set_by: string | null;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                set_at: string;
                            }[];
                            similar_wallets: {
                                vendor: string;
                                wallet_address: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description ISO-8601 UTC
                             */
                            created_at: string;
                            self_verified: boolean;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNAUTHORIZED */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SELF_APPROVAL, FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description CONFLICT */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description PAYLOAD_TOO_LARGE */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNSUPPORTED_MEDIA_TYPE */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SERVICE_UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in for tokens */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/x-www-form-urlencoded": {
                        username: string;
                        password: string;
                        /** @enum {string} */
                        grant_type?: "password";
                        scope?: string;
                        client_id?: string;
                        client_secret?: string;
                    };
                    "application/json": {
                        username: string;
                        password: string;
                        /** @enum {string} */
                        grant_type?: "password";
                        scope?: string;
                        client_id?: string;
                        client_secret?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            access_token: string;
                            /** @enum {string} */
                            token_type: "bearer";
                            /** @description Seconds */
                            expires_in: number;
                            /** @description Good for one use */
                            refresh_token: string;
                        };
                    };
                };
                /** @description VALIDATION_ERROR */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INVALID_CREDENTIALS */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description PAYLOAD_TOO_LARGE */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description UNSUPPORTED_MEDIA_TYPE */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description SIGN_IN_THROTTLED, RATE_LIMIT_EXCEEDED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description INTERNAL_ERROR */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                /** @description OVERLOADED */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            instance: string;
                            error: {
                                code: string;
                                message: string;
                                request_id: string;
                                /**
                                 * Format: date-time
                                 * @description ISO-8601 UTC
                                 */
                                timestamp: string;
                                details: {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
