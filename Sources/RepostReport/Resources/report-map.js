let scale = 1;
let natural = { width: 1, height: 1 };
const readable = 0.6;
const sheet = make('div', { id: 'map-sheet' });

function measureMap() {
  natural = { width: picture.width.baseVal.value, height: picture.height.baseVal.value };
  picture.before(sheet);
  sheet.append(picture);
}

const fitScale = () => Math.min(1, (view.clientWidth - 2) / natural.width);

const isFit = () => picture !== null && Math.abs(scale - fitScale()) < 0.01;

function setHeight() {
  const least = Math.min(natural.height, 320);
  const wanted = Math.max(natural.height * Math.max(fitScale(), 0.4), least);
  view.style.height = `${Math.round(Math.min(wanted + 20, innerHeight * 0.78))}px`;
}

function setScale(wanted, x = view.clientWidth / 2, y = view.clientHeight / 2) {
  const next = Math.min(4, Math.max(Math.min(0.1, fitScale()), wanted));
  const left = (view.scrollLeft + x) * (next / scale) - x;
  const top = (view.scrollTop + y) * (next / scale) - y;
  scale = next;
  sheet.style.width = `${natural.width * scale}px`;
  sheet.style.height = `${natural.height * scale}px`;
  picture.style.transform = `scale(${scale})`;
  view.scrollLeft = left;
  view.scrollTop = top;
  redrawRings();
}

function centre(chosen) {
  if (!picture || !chosen.length) return;
  if (scale < readable) setScale(readable + 0.15);
  const box = chosen[0].group.getBoundingClientRect();
  const frame = view.getBoundingClientRect();
  view.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2;
  view.scrollTop += box.top + box.height / 2 - frame.top - frame.height / 2;
}

function keepInView(shape) {
  const box = shape.group.getBoundingClientRect();
  const frame = view.getBoundingClientRect();
  const shift = (low, high, least, most) =>
    (high - low > most - least || low < least ? low - least - 20 : high > most ? high - most + 20 : 0);
  view.scrollLeft += shift(box.left, box.right, frame.left, frame.right);
  view.scrollTop += shift(box.top, box.bottom, frame.top, frame.bottom);
}

const rings = new Map();

function ring(name, chosen) {
  rings.get(name)?.forEach(({ box }) => box.remove());
  rings.set(name, chosen.map(({ group }) => {
    const box = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    box.setAttribute('class', `ring ${name}`);
    group.parentNode.append(box);
    return { box, group };
  }));
  redrawRings();
}

function redrawRings() {
  for (const drawn of rings.values()) {
    for (const { box, group } of drawn) {
      const { x, y, width, height } = group.getBBox();
      const room = 4 / scale;
      box.setAttribute('x', x - room);
      box.setAttribute('y', y - room);
      box.setAttribute('width', width + 2 * room);
      box.setAttribute('height', height + 2 * room);
    }
  }
}

function bindZoom() {
  byId('zoom-in').addEventListener('click', () => setScale(scale * 1.25));
  byId('zoom-out').addEventListener('click', () => setScale(scale / 1.25));
  byId('zoom-fit').addEventListener('click', () => setScale(fitScale()));
  const large = byId('map-large');
  large.setAttribute('aria-pressed', 'false');
  large.addEventListener('click', () => {
    const isLarge = byId('map-part').classList.toggle('large');
    large.setAttribute('aria-pressed', String(isLarge));
    layOut();
    byId('map-part').scrollIntoView({ block: 'start' });
  });
  let frame = 0;
  let turned = 0;
  view.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !view.contains(document.activeElement)) return;
    event.preventDefault();
    const box = view.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    turned += event.deltaY * (event.deltaMode ? 20 : 1);
    frame ||= requestAnimationFrame(() => {
      setScale(scale * Math.exp(-turned / 400), x, y);
      frame = turned = 0;
    });
  }, { passive: false });
}

function layOut() {
  setHeight();
  setScale(Math.max(fitScale(), innerWidth < 700 ? 0.4 : 0.3));
}

function bindDrag() {
  let held = null;
  let isDragged = false;
  view.addEventListener('pointerdown', (event) => {
    isDragged = false;
    if (event.pointerType !== 'mouse' || event.button) return;
    held = { x: event.clientX, y: event.clientY, left: view.scrollLeft, top: view.scrollTop };
  });
  view.addEventListener('pointermove', (event) => {
    if (!held) return;
    const [x, y] = [event.clientX - held.x, event.clientY - held.y];
    if (!isDragged && Math.hypot(x, y) < 5) return;
    if (!isDragged) view.setPointerCapture(event.pointerId);
    isDragged = true;
    view.classList.add('dragged');
    view.scrollLeft = held.left - x;
    view.scrollTop = held.top - y;
  });
  const release = () => {
    held = null;
    view.classList.remove('dragged');
  };
  view.addEventListener('pointerup', release);
  view.addEventListener('pointercancel', release);
  view.addEventListener('click', (event) => {
    if (!isDragged) clickShape(event);
    isDragged = false;
  });
}

function bindPinch() {
  let pinch = null;
  const spread = ([a, b]) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
  view.addEventListener('touchstart', (event) => {
    pinch = event.touches.length === 2 ? { spread: spread(event.touches), scale } : null;
  }, { passive: true });
  view.addEventListener('touchmove', (event) => {
    if (!pinch || event.touches.length !== 2) return;
    event.preventDefault();
    const box = view.getBoundingClientRect();
    const [a, b] = event.touches;
    setScale(pinch.scale * (spread(event.touches) / pinch.spread),
      (a.clientX + b.clientX) / 2 - box.left, (a.clientY + b.clientY) / 2 - box.top);
  }, { passive: false });
}

function shapeAt(x, y) {
  for (const reach of [0, 6, 12]) {
    for (let turn = 0; turn < (reach ? 8 : 1); turn++) {
      const angle = (turn * Math.PI) / 4;
      const found = document
        .elementFromPoint(x + reach * Math.cos(angle), y + reach * Math.sin(angle))?.closest?.('.shape');
      const shape = shapeOfElement.get(found);
      if (shape && thingOfShape(shape)) return shape;
    }
  }
  return null;
}

function clickShape(event) {
  const shape = shapeAt(event.clientX, event.clientY);
  if (!shape) return;
  openCard(thingOfShape(shape), { from: shape.isStop ? shape.group : view });
  if (shape.isStop) rove(shape);
}

let stops = [];
let stop = null;

function findStops() {
  const seen = new Set();
  const lines = new Map();
  for (const shape of shapes) {
    for (const hop of shape.isStop && shape.entity < 0 ? shape.hops : []) {
      if (!lines.has(hop)) lines.set(hop, shape);
    }
  }
  const add = (shape) => shape?.isStop && seen.add(shape);
  for (const hop of inOrder(known.hops.values())) {
    known.entities.get(hop.from).shapes.forEach(add);
    add(lines.get(hop));
    known.entities.get(hop.to)?.shapes.forEach(add);
  }
  shapes.forEach(add);
  stops = [...seen];
  for (const shape of stops) shape.group.setAttribute('tabindex', '-1');
  if (stops.length) rove(stops[0]);
}

function rove(shape) {
  stop?.group.setAttribute('tabindex', '-1');
  stop = shape;
  stop.group.setAttribute('tabindex', '0');
}

function focusStop(shape) {
  rove(shape);
  shape.group.focus({ preventScroll: true });
  keepInView(shape);
}

function moveMap(event) {
  const steps = {
    ArrowLeft: [-70, 0], ArrowRight: [70, 0], ArrowUp: [0, -70], ArrowDown: [0, 70],
  };
  const step = steps[event.key];
  if (!step) return false;
  const before = [view.scrollLeft, view.scrollTop];
  view.scrollLeft += step[0];
  view.scrollTop += step[1];
  return before[0] !== view.scrollLeft || before[1] !== view.scrollTop || step[0] !== 0;
}

function moveAmongStops(event) {
  const place = stops.indexOf(stop);
  const next = {
    ArrowRight: place + 1, ArrowDown: place + 1, ArrowLeft: place - 1, ArrowUp: place - 1, Home: 0,
    End: stops.length - 1,
  }[event.key];
  if (next === undefined) return false;
  focusStop(stops[Math.max(0, Math.min(stops.length - 1, next))]);
  return true;
}

function zoomByKey(event) {
  if (event.key === '+' || event.key === '=') setScale(scale * 1.25);
  else if (event.key === '-') setScale(scale / 1.25);
  else if (event.key === '0') setScale(fitScale());
  else return false;
  return true;
}

function pressOnMap(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const shape = shapeOfElement.get(event.target);
  const isPressed = event.key === 'Enter' || event.key === ' ';
  let isTaken = zoomByKey(event);
  if (shape && isPressed) openCard(thingOfShape(shape), { from: shape.group });
  else if (isPressed && stop) focusStop(stop);
  else if (event.key === 'Escape') isTaken = opened ? (closeCard(), true) : (view.focus(), true);
  else isTaken ||= shape ? moveAmongStops(event) : moveMap(event);
  if (isTaken || isPressed) event.preventDefault();
}

function bindMapKeys() {
  view.setAttribute('tabindex', '0');
  view.setAttribute('role', 'group');
  view.setAttribute('aria-labelledby', 'map');
  view.setAttribute('aria-describedby', 'map-keys');
  picture.setAttribute('role', 'graphics-document document');
  view.after(make('p', { id: 'map-keys', class: 'soft' }, say('mapKeys')));
  view.addEventListener('keydown', pressOnMap);
  view.addEventListener('focusin', (event) => {
    const shape = shapeOfElement.get(event.target);
    ring('focused', shape ? [shape] : []);
  });
  view.addEventListener('focusout', () => ring('focused', []));
}
