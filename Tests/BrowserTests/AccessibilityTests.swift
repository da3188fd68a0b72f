import Foundation
import Testing

extension BrowserTests {
  /// What can be computed of WCAG 2.2, level AA.
  @Suite struct AccessibilityTests {
    @Test(arguments: Sample.both)
    func whatKeysReachHasAName(sample: Sample) async throws {
      let page = try await Browser.open(try await sample.report().path)
      let spoken = try await page.spoken()
      #expect(spoken.count > 50)
      let roles: Set = [
        "link", "button", "textbox", "searchbox", "slider", "checkbox", "radio", "combobox", "tab",
        "menuitem", "img", "image", "graphics-document", "graphics-object", "table", "region",
      ]
      let nameless = spoken.filter {
        $0.name.isEmpty && (roles.contains($0.role) || $0.isFocusable && $0.role != "RootWebArea")
      }
      #expect(nameless == [])
      #expect(spoken.contains { ["img", "image", "graphics-document"].contains($0.role) })
    }

    @Test(arguments: Sample.both)
    func boxesThatScrollCanBeReachedByKeys(sample: Sample) async throws {
      for viewing in [Browser.Viewing.screen, .phone] {
        let page = try await Browser.open(try await sample.report().path, viewing)
        let boxes = try await page.script(
          """
          return [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && !e.closest('svg')
            && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)
            && e.scrollWidth > e.clientWidth + 1 && e.tabIndex < 0).map(e => e.outerHTML.slice(0, 60))
          """)
        #expect(boxes.strings == [])
      }
    }

    @Test(arguments: Sample.both)
    func textStandsOutFromItsGround(sample: Sample) async throws {
      for viewing in [Browser.Viewing.screen, .phone] {
        let page = try await Browser.open(try await sample.report().path, viewing)
        let faint = try await page.script(Self.contrast)
        #expect(faint.strings == [])
      }
    }

    @Test func contrastIsMeasured() async throws {
      let file = try await Browser.folder.appending(path: "contrast.html")
      let text = """
        <!DOCTYPE html><body><p style="color:#777">faint</p><p style="color:#767676">plain</p>
        <div style="background:#fff8"><p style="color:rgba(0,0,0,.4)">thin</p></div>
        <p style="color:#777;font-size:24px">large</p>
        <svg width="200" height="60"><rect width="200" height="60" fill="#1d2733"/>
        <text x="20" y="30" fill="#333">dark</text><text x="90" y="30" fill="#fff">light</text></svg>
        """
      try Data(text.utf8).write(to: file)
      let found = try await Browser.open(file.path).script(Self.contrast).strings
      #expect(found.map { $0.prefix { $0 != " " } } == ["faint", "thin", "dark"], "\(found)")
    }

    @Test(arguments: Sample.both)
    func headingsGoDownStepByStep(sample: Sample) async throws {
      let page = try await Browser.open(try await sample.report().path)
      let levels = try await page.script(
        "return [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(h => +h.localName[1])")
      let list = (levels.array ?? []).compactMap(\.number)
      #expect(list.first == 1 && list.filter { $0 == 1 }.count == 1)
      #expect(zip(list, list.dropFirst()).allSatisfy { $1 <= $0 + 1 }, "\(list)")
      #expect(
        try await page.script(
          "return document.querySelector('svg').lang || document.querySelector('svg').getAttribute('xml:lang')"
        ) == .string(sample.language))
    }

    @Test(arguments: Sample.both)
    func focusIsSeen(sample: Sample) async throws {
      let page = try await Browser.open(try await sample.report().path)
      try await page.press(Key.tab)
      let unseen = try await page.script(
        """
        const found = [];
        const look = e => { const s = getComputedStyle(e);
          return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.backgroundColor, s.stroke].join() };
        const all = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex]')]
          .filter(e => e.checkVisibility() && e.tabIndex >= 0);
        if (!all.length) return ['nothing can be reached by keys'];
        for (const e of all) {
          document.activeElement.blur();
          const before = look(e);
          e.focus({ focusVisible: true, preventScroll: true });
          if (document.activeElement !== e) found.push('no focus: ' + e.outerHTML.slice(0, 60));
          else if (e.closest('svg') ? !document.querySelector('#map-view .focused') : look(e) === before) found.push('unseen: ' + e.outerHTML.slice(0, 60));
        }
        return found;
        """)
      #expect(unseen.strings == [])
    }

    @Test(arguments: Sample.both)
    func targetsAreLargeEnough(sample: Sample) async throws {
      for viewing in [Browser.Viewing.screen, .phone] {
        let page = try await Browser.open(try await sample.report().path, viewing)
        // Links within a sentence are as high as its lines; others may be small where nothing is near.
        let small = try await page.script(
          """
          const all = [...document.querySelectorAll('a[href], button, input, select, summary, [role=button]')]
            .filter(e => e.checkVisibility() && !e.closest('svg')).map(e => {
              const label = e.labels && e.labels[0];
              return { e, r: (label && label.contains(e) ? label : e).getBoundingClientRect() } });
          const isSmall = t => t.r.width < 24 || t.r.height < 24;
          const middle = t => [t.r.x + t.r.width / 2, t.r.y + t.r.height / 2];
          const isNear = (t, other) => {
            const [x, y] = middle(t);
            if (isSmall(other)) return Math.hypot(x - middle(other)[0], y - middle(other)[1]) < 24;
            return Math.hypot(Math.max(other.r.left - x, 0, x - other.r.right),
              Math.max(other.r.top - y, 0, y - other.r.bottom)) < 12 };
          const inText = e => e.localName === 'a' && [...e.parentElement.childNodes]
            .some(n => n.nodeType === 3 && n.data.trim());
          return all.filter(t => isSmall(t) && !inText(t.e) && all.some(o => o !== t && isNear(t, o)))
            .map(t => t.e.outerHTML.slice(0, 80));
          """)
        #expect(small.strings == [])
      }
    }

    @Test(arguments: Sample.both)
    func whatIsReferredToIsThereOnce(sample: Sample) async throws {
      let page = try await Browser.open(try await sample.report().path)
      let wrong = try await page.script(
        """
        const found = [], ids = new Set();
        for (const e of document.querySelectorAll('[id]')) {
          if (ids.has(e.id)) found.push('twice: ' + e.id);
          ids.add(e.id);
        }
        for (const e of document.querySelectorAll('a')) {
          const target = e.getAttribute('href') || e.getAttribute('xlink:href') || '';
          if (!target.startsWith('#') || !ids.has(decodeURIComponent(target.slice(1)))) found.push('nowhere: ' + target);
        }
        for (const name of ['aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns', 'for', 'list'])
          for (const e of document.querySelectorAll('[' + name + ']:not([hidden], [hidden] *)'))
            for (const id of e.getAttribute(name).split(/\\s+/))
              if (!ids.has(id)) found.push(name + ': ' + id);
        return found;
        """)
      #expect(wrong.strings == [])
      let cells = try await page.script(
        """
        return [...document.querySelectorAll('table')].filter(t => !t.querySelector('thead th'))
          .concat([...document.querySelectorAll('th')].filter(h => !['col', 'row'].includes(h.scope)
            || !h.textContent.trim())).map(e => e.outerHTML.slice(0, 60))
        """)
      #expect(cells.strings == [])
    }

    /// Gives all text that does not stand out: 4.5 to 1, or 3 to 1 where it is large.
    ///
    /// Signs in pictures are left out: words beside them say the same.
    private static let contrast = """
      const parse = c => { const n = (c.match(/[\\d.]+/g) || []).map(Number);
        return c === 'none' || n.length < 3 ? [0, 0, 0, 0] : [n[0], n[1], n[2], n.length > 3 ? n[3] : 1] };
      const over = (a, b) => { const t = a[3] + b[3] * (1 - a[3]);
        return t === 0 ? [0, 0, 0, 0]
          : [0, 1, 2].map(i => (a[i] * a[3] + b[i] * b[3] * (1 - a[3])) / t).concat(t) };
      const light = c => { const f = c.slice(0, 3).map(v => { v /= 255;
        return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 });
        return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2] };
      const ratio = (a, b) => { const [x, y] = [light(a), light(b)];
        return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05) };
      const faded = e => { let o = 1; for (; e; e = e.parentElement) o *= +getComputedStyle(e).opacity; return o };
      const ground = e => { let c = [0, 0, 0, 0];
        for (; e; e = e.parentElement) { const s = getComputedStyle(e);
          if (s.backgroundImage !== 'none') return null;
          c = over(c, parse(s.backgroundColor)) }
        return over(c, [255, 255, 255, 1]) };
      const found = [];
      const judge = (text, ink, under, size, bold) => {
        const seen = ratio(over(ink, under), under);
                if (seen < (size >= 24 || size >= 18.66 && bold ? 3 : 4.5)) found.push(text.trim().slice(0, 30) + ' ' + seen.toFixed(2));
      };
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const e = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || e.closest('svg, script, style') || !e.checkVisibility()) continue;
        const s = getComputedStyle(e), ink = parse(s.color), under = ground(e);
        ink[3] *= faded(e);
        if (under) judge(walker.currentNode.data, ink, under, parseFloat(s.fontSize), +s.fontWeight >= 700);
        else found.push(walker.currentNode.data.trim().slice(0, 30) + ' on a picture');
      }
      for (const e of document.querySelectorAll('svg text')) {
        if (!/[\\p{L}\\p{N}]/u.test(e.textContent) || !e.checkVisibility()) continue;
        e.scrollIntoView({ block: 'center', inline: 'center' });
        const r = e.getBoundingClientRect(), s = getComputedStyle(e), ink = parse(s.fill);
        ink[3] *= faded(e) * s.fillOpacity;
        let under = [0, 0, 0, 0];
        for (const shape of document.elementsFromPoint(r.x + r.width / 2, r.y + r.height / 2)) {
          const t = getComputedStyle(shape);
          if (shape.closest('text')) continue;
          if (!shape.closest('svg') || shape.localName === 'svg') { under = over(under, ground(shape) || [255, 255, 255, 1]); break }
          const fill = parse(t.fill);
          fill[3] *= faded(shape) * t.fillOpacity;
          under = over(under, fill);
        }
        under = over(under, [255, 255, 255, 1]);
        judge(e.textContent, ink, under, parseFloat(s.fontSize) * e.getScreenCTM().a, +s.fontWeight >= 700);
      }
      return found;
      """
  }
}
