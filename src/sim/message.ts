import type { Input, Message } from './record.ts'

const messages = new Map<string, Map<string, Message>>()
/** What is said of a transition: one object for each kind of event of a type of records, for there are many of them. */
export function messageOf(type: string, event: string): Message {
  let ofType = messages.get(type)
  if (!ofType) {
    ofType = new Map()
    messages.set(type, ofType)
  }
  let message = ofType.get(event)
  if (!message) {
    message = { id: `${type}.${event}` }
    ofType.set(event, message)
  }
  return message
}
/** What of an input goes into its message: texts and numbers. */
export function paramsOf(input: Input): Record<string, string | number> {
  const params: Record<string, string | number> = {}
  for (const [key, value] of Object.entries(input)) if (typeof value === 'string' || typeof value === 'number') params[key] = value
  return params
}
