import Foundation
import Testing

extension BrowserTests {
  /// The page on a phone that is held upright.
  @Suite struct PhoneTests {
    @Test(arguments: Sample.both)
    func onlyBoxesScrollSideways(sample: Sample) async throws {
      let page = try await Browser.open(try await sample.report().path, .phone)
      let width = try await page.script(
        "return [window.innerWidth, document.documentElement.scrollWidth]")
      #expect(width == [360, 360])
      let wide = try await page.script(
        """
        const boxed = e => { for (let p = e; p; p = p.parentElement)
          if (/auto|scroll|hidden|clip/.test(getComputedStyle(p).overflowX)) return true; return false };
        return [...document.querySelectorAll('body *')].filter(e => e.checkVisibility()
          && e.getBoundingClientRect().right > 361 && !boxed(e.parentElement))
          .map(e => e.outerHTML.slice(0, 80))
        """)
      #expect(wide.strings == [])
      for table in try await page.all("table") {
        let fits = try await page.script(
          """
          const box = arguments[0].parentElement;
          return arguments[0].offsetWidth <= 360
            || ['auto', 'scroll'].includes(getComputedStyle(box).overflowX) && box.clientWidth <= 360
          """, table.reference)
        #expect(fits == true)
      }
    }

    @Test(arguments: Sample.both)
    func textIsLargeEnough(sample: Sample) async throws {
      let page = try await Browser.open(try await sample.report().path, .phone)
      let small = try await page.script(
        """
        return [...document.querySelectorAll('body *')].filter(e => e.checkVisibility()
          && !e.closest('svg') && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
          && parseFloat(getComputedStyle(e).fontSize) < 12)
          .map(e => e.localName + ' ' + getComputedStyle(e).fontSize + ' ' + e.textContent.slice(0, 30))
        """)
      #expect(small.strings == [])
    }
  }
}
