import type { FastifyReply } from 'fastify'

/**
 * Sends a presented answer as it is: numbers written from exact decimals pass no validator and no float.
 * @param reply of the route   @param status HTTP status   @param body made by a presenter
 * Errors: none. Source: CONTRACT.md, fields marked (n); ENGINE.md, JSON.stringify is as fast as schema serialisation.
 */
export async function sendJson(reply: FastifyReply, status: number, body: object): Promise<void> {
  reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(body))
}
