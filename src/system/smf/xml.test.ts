import fc from 'fast-check'
import { XMLParser } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { readBundle } from './bundle.ts'
import { type Element, parseXml, XmlError } from './xml.ts'

/** What two readers are compared by: names, attributes, children, and the text of an element put together. */
interface Plain {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
  readonly children: readonly Plain[]
}
const plain = ({ name, attributes, text, children }: Element): Plain => ({ name, attributes: { ...attributes }, text, children: children.map(plain) })

/** A reader that is not ours. */
const library = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  htmlEntities: false,
})
type Ordered = Readonly<Record<string, unknown>>
function ordered(node: Ordered): Plain {
  const [name = ''] = Object.keys(node).filter((key) => key !== ':@')
  const below = node[name] as readonly Ordered[]
  const text = below.map((one) => ('#text' in one ? String(one['#text']) : '')).join('')
  return { name, attributes: { ...(node[':@'] as Plain['attributes']) }, text, children: below.filter((one) => !('#text' in one)).map(ordered) }
}

const name = fc.stringMatching(/^[a-z_][a-z0-9_.-]{0,8}$/).filter((one) => !(one in Object.prototype))
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const words = fc.stringMatching(/^[ a-zA-Z0-9<>&"'.:/-]{0,12}$/)
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      name,
      fc.dictionary(name, words, { maxKeys: 3 }),
      fc.array(fc.oneof({ maxDepth: 3 }, words.map(escaped), fc.constantFrom('<!-- a <b> comment -->', '<![CDATA[a < b & c]]>'), tie('element')), {
        maxLength: 4,
      }),
      fc.boolean(),
    )
    .map(([tag, attributes, content, short]) => {
      const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
      return short && content.length === 0 ? `<${tag}${given.join('')}/>` : `<${tag}${given.join('')}>${content.join('')}</${tag}>`
    }),
}))

describe('the reader of XML', () => {
  it('understands any document as a library does', () => {
    fc.assert(
      fc.property(element, (text) => {
        const [root] = library.parse(text) as readonly Ordered[]
        expect(plain(parseXml(text).root)).toEqual(root && ordered(root))
      }),
      { numRuns: 300 },
    )
  })
  it('reads whatever it is given, or says what is wrong with it', () => {
    const bits = fc.constantFrom(
      '<',
      '>',
      '</',
      '/>',
      '<a',
      'b="',
      '"',
      '=',
      '&',
      '&amp;',
      '&#x41;',
      ';',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      '<!DOCTYPE a',
      ' ',
      'x',
    )
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 30 }), (parts) => {
        try {
          parseXml(parts.join(''))
        } catch (error) {
          expect(error).toBeInstanceOf(XmlError)
        }
      }),
      { numRuns: 2000 },
    )
  })
  it('takes no name for a property of an object', () => {
    expect(parseXml('<a constructor="1" toString="2"/>').root.attributes).toEqual({ constructor: '1', toString: '2' })
    expect(() => parseXml('<a>&constructor;</a>')).toThrow("Entity 'constructor' not defined")
  })
  it('is not afraid of what is nested very deep', () => {
    const depth = 4000
    const text = `<?xml version="1.0"?><!DOCTYPE service_bundle SYSTEM "/usr/share/lib/xml/dtd/service_bundle.dtd.1">${'<service_bundle type="profile" name="x">'.repeat(depth)}${'</service_bundle>'.repeat(depth)}`
    expect(readBundle('/deep.xml', text, 'profile').wishes).toEqual([])
  })
})
