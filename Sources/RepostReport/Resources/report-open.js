let opened = null;
let returnPlace = null;

function thingOf(hash) {
  const [, kind, name] = /^#(who|hop|line)-(.+)$/.exec(hash) ?? [];
  if (kind === 'who' && known.entities.has(Number(name) - 1)) return { kind, index: Number(name) - 1 };
  if (kind === 'hop' && known.hops.has(Number(name) - 1)) return { kind, index: Number(name) - 1 };
  if (kind !== 'line') return null;
  const shape = shapes.find(({ id, hops }) => id === decodeURIComponent(name) && hops.length);
  return shape ? { kind, shape } : null;
}

function hashOf(thing) {
  return thing.kind === 'line'
    ? `#line-${encodeURIComponent(thing.shape.id)}` : `#${thing.kind}-${thing.index + 1}`;
}

function thingOfShape(shape) {
  if (shape.entity >= 0) return { kind: 'who', index: shape.entity };
  if (shape.hopCount === 1 && shape.hops.length) return { kind: 'hop', index: shape.hops[0].index };
  return shape.hops.length ? { kind: 'line', shape } : null;
}

function setHash(hash) {
  const url = hash || location.href.split('#')[0];
  if (hash !== location.hash) history.pushState(null, '', url);
}

function openCard(thing, { from = null, isMoving = true, isCentred = false } = {}) {
  opened = thing;
  if (from) returnPlace = from;
  const shown = thing.kind === 'who' ? writeEntity(known.entities.get(thing.index))
    : thing.kind === 'hop' ? writeHops([known.hops.get(thing.index)], 1)
      : writeHops(thing.shape.hops, thing.shape.hopCount);
  const wasFit = isFit();
  card.hidden = false;
  card.scrollTop = 0;
  byId('map-part').classList.add('has-card');
  if (wasFit) setScale(fitScale());
  light(shown);
  const chosen = shapesOf(thing);
  ring('chosen', chosen);
  if (isMoving) {
    setHash(hashOf(thing));
    card.focus({ preventScroll: true });
    if (card.getBoundingClientRect().top > innerHeight * 0.8) card.scrollIntoView({ block: 'nearest' });
  }
  if (isCentred) centre(chosen);
  else if (chosen.length) keepInView(chosen[0]);
}

function closeCard() {
  if (!opened) return;
  const place = returnPlace;
  hideCard();
  setHash('');
  (place?.isConnected ? place : view ?? byId('find')).focus({ preventScroll: true });
}

function hideCard() {
  opened = null;
  returnPlace = null;
  const wasFit = isFit();
  card.hidden = true;
  byId('map-part').classList.remove('has-card');
  if (wasFit) setScale(fitScale());
  light(null);
  ring('chosen', []);
}

function followHash() {
  const thing = thingOf(location.hash);
  if (thing) openCard(thing, { isMoving: false, isCentred: true });
  else if (!location.hash && opened) hideCard();
  const row = /^#record-\d+$/.test(location.hash) ? byId(location.hash.slice(1)) : null;
  if (row?.hidden) showRow(row);
}

function shapesOf(thing) {
  if (thing.kind === 'line') return shapes.filter(({ group }) => group === thing.shape.group);
  if (thing.kind === 'who') return known.entities.get(thing.index).shapes;
  const isLine = ({ entity, hops }) => entity < 0 && hops.some((hop) => hop.index === thing.index);
  return shapes.filter(isLine).slice(0, 1);
}

function light(shown) {
  view?.classList.toggle('has-chain', shown !== null);
  if (!picture) return;
  const lit = new Set(shown?.chain);
  const sources = new Set(shown?.others);
  const who = new Set(shown?.entity ? [shown.entity.index] : []);
  const links = new Set();
  const chain = shown?.chain ?? [];
  chain.forEach((hop) => {
    who.add(hop.from).add(hop.to);
    for (const index of [...recordOf(hop).directed, ...recordOf(hop).approved]) who.add(index);
    links.add(`${known.hops.get(hop.previous)?.to} ${hop.from}`);
  });
  if (shown?.entity && chain.length) links.add(`${chain[chain.length - 1].to} ${shown.entity.index}`);
  for (const shape of shapes) {
    const isLit = shape.entity >= 0 ? who.has(shape.entity)
      : shape.hopCount ? shape.hops.some((hop) => lit.has(hop)) : links.has(`${shape.from} ${shape.to}`);
    const isSource = !isLit && shape.hops.some((hop) => sources.has(hop));
    toggle(shape, 'lit', shown !== null && isLit);
    toggle(shape, 'source', shown !== null && isSource);
  }
}

function toggle(shape, name, isOn) {
  const key = `is-${name}`;
  if (shape[key] === isOn || (!isOn && !shape[key])) return;
  shape[key] = isOn;
  shape.group.classList.toggle(name, isOn);
}

function linksToRows(targets) {
  const links = targets.filter(([row]) => row).map(([row, name]) => {
    const link = make('a', { href: row.id ? `#${row.id}` : '#' }, name ?? headingOf(row));
    link.addEventListener('click', (event) => {
      event.preventDefault();
      showRow(row);
    });
    return link;
  });
  return links.length ? make('p', {}, `${say('cardRows')} `, listed(links)) : '';
}

function showRow(row) {
  row.hidden = false;
  row.setAttribute('tabindex', '-1');
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'center' });
}
