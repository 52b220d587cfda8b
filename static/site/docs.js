/* The API for people: one list of routes and shapes, made from openapi.json. */
const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options']

/** An element with its attributes and children; text is never read as HTML. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  element.append(...children.filter((child) => child !== null && child !== undefined))
  return element
}

const slug = (text) => text.replace(/[^A-Za-z0-9]+/g, '-')

/** A schema in one line: a link to a named shape, or its type. */
function inWords(schema) {
  if (!schema || Object.keys(schema).length === 0) return make('span', {}, 'anything')
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop()
    return make('a', { href: `#shape-${slug(name)}` }, name)
  }
  if (schema.type === 'array') return make('span', {}, 'list of ', inWords(schema.items))
  const several = schema.anyOf ?? schema.oneOf ?? schema.allOf
  if (several) {
    const span = make('span')
    several.forEach((one, at) => span.append(at ? ' or ' : '', inWords(one)))
    return span
  }
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : schema.type ?? 'anything'
  const more = [schema.format, schema.enum && schema.enum.map((value) => String(value)).join(' | ')].filter(Boolean).join(', ')
  return make('span', {}, more ? `${type} (${more})` : type)
}

function table(head, rows) {
  return make('table', {},
    make('thead', {}, make('tr', {}, ...head.map((word) => make('th', { scope: 'col' }, word)))),
    make('tbody', {}, ...rows.map((row) => make('tr', {}, ...row.map((cell) => make('td', {}, cell))))))
}

function content(body) {
  return Object.entries(body?.content ?? {}).map(([type, { schema }]) => make('p', {}, make('code', {}, type), ' ', inWords(schema)))
}

function resolve(document_, thing) {
  return thing.$ref ? thing.$ref.slice(2).split('/').reduce((at, part) => at?.[part], document_) ?? {} : thing
}

function route(document_, path, method, operation, shared) {
  const parameters = [...shared, ...(operation.parameters ?? [])].map((one) => resolve(document_, one))
  const box = make('details', { 'data-find': `${method} ${path} ${operation.summary ?? ''}`.toLowerCase() },
    make('summary', {}, make('span', { class: 'method' }, method.toUpperCase()), make('code', {}, path),
      make('span', { class: 'about' }, operation.summary ?? '')))
  if (operation.description) box.append(make('p', {}, operation.description))
  if (parameters.length) {
    box.append(make('h3', {}, 'Parameters'), table(['name', 'in', 'shape', 'what'], parameters.map((one) =>
      [make('code', {}, one.name + (one.required ? ' *' : '')), one.in, inWords(one.schema), one.description ?? one.schema?.description ?? ''])))
  }
  if (operation.requestBody) box.append(make('h3', {}, 'Body'), ...content(resolve(document_, operation.requestBody)))
  box.append(make('h3', {}, 'Answers'), table(['status', 'what', 'shape'], Object.entries(operation.responses ?? {}).map(([status, answer]) => {
    const whole = resolve(document_, answer)
    return [make('code', {}, status), whole.description ?? '', make('div', {}, ...content(whole))]
  })))
  return box
}

function shape(name, schema) {
  const needed = new Set(schema.required ?? [])
  const rows = Object.entries(schema.properties ?? {}).map(([field, one]) =>
    [make('code', {}, field + (needed.has(field) ? ' *' : '')), inWords(one), one.description ?? ''])
  return make('details', { id: `shape-${slug(name)}`, 'data-find': name.toLowerCase() }, make('summary', {}, make('code', {}, name)),
    schema.description ? make('p', {}, schema.description) : null,
    rows.length ? table(['field', 'shape', 'what'], rows) : make('p', {}, inWords(schema)))
}

async function show() {
  const places = { routes: document.getElementById('routes'), tags: document.getElementById('tags'), schemas: document.getElementById('schemas') }
  const answer = await fetch('/api/v1/openapi.json')
  if (!answer.ok) {
    places.routes.textContent = `openapi.json answered ${answer.status}.`
    return
  }
  const whole = await answer.json()
  const parts = new Map()
  for (const [path, item] of Object.entries(whole.paths)) {
    for (const method of METHODS.filter((one) => item[one])) {
      const tag = item[method].tags?.[0] ?? 'other'
      if (!parts.has(tag)) parts.set(tag, [])
      parts.get(tag).push(route(whole, path, method, item[method], item.parameters ?? []))
    }
  }
  const told = new Map((whole.tags ?? []).map((tag) => [tag.name, tag.description]))
  places.routes.replaceChildren()
  for (const [tag, boxes] of parts) {
    places.tags.append(make('a', { href: `#part-${slug(tag)}` }, tag))
    places.routes.append(make('h2', { id: `part-${slug(tag)}` }, tag), told.get(tag) ? make('p', {}, told.get(tag)) : '', ...boxes)
  }
  places.schemas.append(...Object.entries(whole.components?.schemas ?? {}).map(([name, schema]) => shape(name, schema)))

  document.getElementById('find').addEventListener('input', (event) => {
    const wanted = event.target.value.trim().toLowerCase()
    for (const box of document.querySelectorAll('[data-find]')) box.hidden = !box.dataset.find.includes(wanted)
  })
  const open = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1))
    if (target instanceof HTMLDetailsElement) target.open = true
    if (target) target.scrollIntoView()
  }
  addEventListener('hashchange', open)
  open()
}

await show()
