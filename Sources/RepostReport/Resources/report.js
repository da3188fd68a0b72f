function bindCard() {
  card.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') closeCard();
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a.to-card');
    const thing = link && thingOf(link.hash);
    if (!thing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openCard(thing, { from: card.contains(link) ? null : link, isCentred: true });
  });
  addEventListener('popstate', followHash);
  addEventListener('beforeprint', openRecordsForPrint);
}

function begin() {
  document.documentElement.classList.add('scripted');
  findShapes();
  findRows();
  byId('map-tools').hidden = false;
  document.querySelectorAll('table.sortable').forEach(bindSorting);
  addShowButtons();
  if (picture) {
    measureMap();
    layOut();
    findStops();
    bindZoom();
    bindDrag();
    bindPinch();
    bindMapKeys();
    addEventListener('resize', () => { setHeight(); redrawRings(); });
  } else {
    document.querySelector('#map-tools .zoom').hidden = true;
  }
  bindFind();
  bindFilters();
  bindCourse();
  bindCard();
  if (thingOf(location.hash)) {
    followHash();
    addEventListener('load', () => setTimeout(() => byId('map-part').scrollIntoView(), 0));
  }
}

begin();
