import type { FastifyReply } from 'fastify'

/**
 * Sends a text that is the answer already, past the serializer of the route's schema.
 * @param reply of a route   @param type content type   @param text the body
 * Errors: none. Source: ENGINE.md "ready strings".
 */
export async function sendReady(reply: FastifyReply, type: string, text: string): Promise<void> {
  reply.type(type).send(text)
}

export const jsonType = 'application/json; charset=utf-8'
