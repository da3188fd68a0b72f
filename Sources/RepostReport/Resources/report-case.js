'use strict';

const byId = (id) => document.getElementById(id);
const stillness = matchMedia('(prefers-reduced-motion: reduce)');

function readCase() {
  const data = JSON.parse(byId('case-data').textContent);
  const rows = ({ columns, rows: all }) =>
    all.map((row) => Object.fromEntries(columns.map((name, place) => [name, row[place]])));
  const indexed = (table) => new Map(rows(table).map((row) => [row.index, row]));
  const found = {
    ...data, words: new Map(data.words), entities: indexed(data.entities),
    records: indexed(data.records), hops: indexed(data.hops), elements: rows(data.elements),
    answer: new Set(data.answer),
  };
  linkRecords(found);
  linkEntities(found);
  return found;
}

function linkRecords(found) {
  let rank = 0;
  for (const record of found.records.values()) {
    record.rank = rank++;
    record.hops = [];
    record.sources = record.sources.filter((hop) => found.hops.has(hop));
  }
  for (const hop of found.hops.values()) {
    const record = found.records.get(hop.record);
    hop.from = record.from;
    hop.id = hop.number ? `${record.id}#${hop.number}` : record.id;
    record.hops.push(hop);
  }
}

function linkEntities(found) {
  for (const entity of found.entities.values()) {
    Object.assign(entity, { sent: [], got: [], asked: [], approved: [], memberOf: [], shapes: [] });
  }
  for (const group of found.entities.values()) {
    group.members = group.members.filter((member) => found.entities.has(member));
    for (const member of group.members) found.entities.get(member).memberOf.push(group);
  }
  for (const hop of found.hops.values()) {
    found.entities.get(hop.from).sent.push(hop);
    found.entities.get(hop.to)?.got.push(hop);
  }
  for (const record of found.records.values()) {
    for (const index of record.directed) found.entities.get(index)?.asked.push(record);
    for (const index of record.approved) found.entities.get(index)?.approved.push(record);
  }
}

const known = readCase();
const text = (place) => (place < 0 ? '' : known.texts[place]);
const zoneName = (rank) => (rank < 0 ? known.zoneUnknown : known.zones[rank]);
const recordOf = (hop) => known.records.get(hop.record);
const inOrder = (hops) =>
  [...hops].sort((a, b) => recordOf(a).rank - recordOf(b).rank || a.index - b.index);

function fill(key, values, take) {
  const template = known.words.get(key);
  let end = 0;
  for (const slot of template.matchAll(/\{(\w+)(?::([^/}]*)\/([^}]*))?\}/g)) {
    take(template.slice(end, slot.index));
    const value = values[slot[1]] ?? '';
    take(slot[2] === undefined ? value : String(value) === '1' ? slot[2] : slot[3]);
    end = slot.index + slot[0].length;
  }
  take(template.slice(end));
}

function say(key, values = {}) {
  let sentence = '';
  fill(key, values, (part) => { sentence += part; });
  return sentence;
}

function sentence(key, values) {
  const fragment = new DocumentFragment();
  fill(key, values, (part) => fragment.append(part));
  return fragment;
}

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== ''));
  return element;
}

function joined(nodes, separator) {
  const fragment = new DocumentFragment();
  nodes.forEach((node, place) => fragment.append(...(place ? [separator, node] : [node])));
  return fragment;
}

const listed = (nodes) => joined(nodes, known.words.get('listSeparator'));

function listedFirst(items, limit, render, left = 0) {
  const list = listed(items.slice(0, limit).map(render));
  const n = Math.max(0, items.length - limit) + left;
  return n ? sentence('andMore', { list, n }) : list;
}

const view = byId('map-view');
const picture = view?.querySelector('svg') ?? null;
const card = byId('card');
const shapes = [];
const shapeOfElement = new Map();
const rowsOfHops = new Map();

function findShapes() {
  if (!picture) return;
  const seen = new Set();
  for (const element of known.elements) {
    const group = picture.getElementById(element.id);
    if (!group) continue;
    const shape = { ...element, group, hops: element.hops.map((hop) => known.hops.get(hop)), mark: '' };
    group.classList.add('shape');
    shapes.push(shape);
    shapeOfElement.set(group, shape);
    known.entities.get(shape.entity)?.shapes.push(shape);
    if (shape.entity < 0 && !shape.hops.length) continue;
    const what = shape.entity < 0 ? shape.hops.map((hop) => hop.index).join() : `who${shape.id}`;
    group.setAttribute('role', 'button');
    group.setAttribute('aria-label', nameOfShape(shape));
    shape.isStop = !seen.has(what);
    seen.add(what);
  }
}

function nameOfShape(shape) {
  if (shape.entity >= 0) {
    const entity = known.entities.get(shape.entity);
    return `${entity.name}${known.words.get('comma')}${kindAndZone(entity)}`;
  }
  const named = shape.hops.slice(0, 3).map((hop) => `${hop.id}: ${plainStep(hop)}`);
  const rest = shape.hopCount > 3 ? ['…'] : [];
  return [...named, ...rest].join(known.words.get('partSeparator'));
}

function plainStep(hop) {
  const record = recordOf(hop);
  const ends = `${known.entities.get(hop.from).name} → ${nameOf(hop.to)}`;
  return [ends, known.channels[record.channel], text(record.time)].join(known.words.get('comma'));
}

const nameOf = (index) => (index < 0 ? say('audience') : known.entities.get(index)?.name ?? '');
const kindAndZone = (entity) =>
  say('cardEntity', { kind: known.kinds[entity.kind], zone: zoneName(entity.zone) });

function findRows() {
  for (const row of document.querySelectorAll('tr[data-hop]')) {
    rowsOfHops.set(Number(row.dataset.hop), row);
  }
}

function headingOf(element) {
  const section = element.closest('section');
  return section?.querySelector('h2')?.textContent ?? '';
}

function receiptsOf(entity) {
  const receipts = new Map();
  for (const hop of entity.got) receipts.set(hop, { hop, how: null });
  for (const group of entity.memberOf) {
    for (const hop of group.got) {
      if (hop.from !== entity.index && !receipts.has(hop)) {
        receipts.set(hop, { hop, how: say('cardAsMember', { name: group.name }) });
      }
    }
  }
  for (const own of entity.sent) {
    const record = recordOf(own);
    if (record.rule !== 1 && record.rule !== 4) continue;
    for (const index of record.sources) {
      const hop = known.hops.get(index);
      if (!receipts.has(hop)) receipts.set(hop, { hop, how: say('cardReadThere') });
    }
  }
  return inOrder(receipts.keys()).map((hop) => receipts.get(hop));
}

function chainTo(hop) {
  const chain = [];
  const seen = new Set();
  for (let next = hop; next && !seen.has(next); next = known.hops.get(next.previous)) {
    chain.push(next);
    seen.add(next);
  }
  return chain.reverse();
}

function otherSources(chain) {
  const others = [];
  for (const hop of chain) {
    if (hop.isOpened) continue;
    const taken = known.hops.get(hop.previous)?.record;
    for (const index of recordOf(hop).sources) {
      const source = known.hops.get(index);
      if (source.record !== taken) others.push(source);
    }
  }
  return inOrder(new Set(others)).filter((hop) => !chain.includes(hop));
}

function isOnlyChain(chain) {
  return chain.every((hop) => {
    const record = recordOf(hop);
    if (record.rule === 0) return !hop.isOpened;
    if (record.rule === 1) return true;
    const records = new Set(record.sources.map((index) => known.hops.get(index).record));
    return record.rule === 2 && record.sourceCount === record.sources.length && records.size === 1;
  });
}

function nearestReceipt(entity) {
  let nearest = null;
  for (const { hop } of receiptsOf(entity)) {
    if (hop.depth !== null && (nearest === null || hop.depth < nearest.depth)) nearest = hop;
  }
  return nearest;
}
