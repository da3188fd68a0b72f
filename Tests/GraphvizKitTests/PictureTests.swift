import Foundation
import GraphvizKit
import Testing

extension GraphvizKitTests {
  @Suite struct PictureTests {
    @Test func makesAPNGOfTheSizeThatTheBoxSays() throws {
      let output = try Graphviz.shared.render([.png], dpi: 72) { drawing in
        drawing.attributes = [.pad: "0.5", .bgcolor: "white"]
        drawing.node("n1", label: .text("张三"), [.shape: "box"])
        drawing.node("n2", label: .text("李四"))
        drawing.edge(from: "n1", to: "n2")
      }
      let picture = try Picture(output.files[.png])
      #expect(!picture.isBlank)
      #expect(abs(Double(picture.width) - output.box.width - 72) <= 1)
      #expect(abs(Double(picture.height) - output.box.height - 72) <= 1)
      #expect(output.dpi == 72)
    }

    @Test(
      .enabled(
        if: hasChineseFont(),
        "no font has Chinese characters; install fonts-noto-cjk or fonts-wqy-microhei"))
    func drawsChineseCharactersAndNotBoxes() throws {
      let pictures = try ["市", "办", "张", "\u{10FFFD}"].map { text in
        try Graphviz.shared.render([.png]) { drawing in
          drawing.node(
            "n1", label: .text(text), [.shape: "box", .fixedsize: "true", .fontsize: "24"])
        }
      }.map { try Picture($0.files[.png]) }
      for (index, picture) in pictures.enumerated() {
        #expect(!picture.isBlank)
        for other in pictures[..<index] {
          #expect(picture.width == other.width && picture.height == other.height)
          #expect(picture != other)
        }
      }
    }

    @Test(arguments: [10, 1_000, 100_000, 2_000_000])
    func makesNoMorePixelsThanAllowed(pixels: Int) throws {
      let output = try Graphviz.shared.render([.svg, .png], dpi: 600, maximumPixels: pixels) {
        drawing in
        drawing.attributes = [.rankdir: "LR", .margin: "0.25,1"]
        for index in 0..<30 {
          drawing.node(NodeID("n\(index)"), label: .text("\(index)"))
          drawing.edge(from: NodeID("n\(index / 4)"), to: NodeID("n\(index)"))
        }
      }
      let size = try Picture.size(of: output.files[.png] ?? [])
      #expect(size.width * size.height <= pixels)
      #expect(size.width * size.height > pixels / 2)
      #expect(try #require(output.dpi) < 600)
      #expect(output.messages.filter { $0.text.contains("too large") }.isEmpty)
    }

    @Test func makesNoSideLongerThanTwentyThousandPixels() throws {
      let output = try Graphviz.shared.render([.png]) { drawing in
        drawing.node("n1", label: .text("x"), [.width: "150", .height: "0.1", .shape: "box"])
      }
      let size = try Picture.size(of: output.files[.png] ?? [])
      #expect((19_900...20_000).contains(size.width))
    }

    @Test func makesPDF() throws {
      let output = try Graphviz.shared.render([.pdf]) { $0.node("n1", label: .text("张三")) }
      let pdf = try #require(output.files[.pdf])
      #expect(pdf.starts(with: "%PDF-".utf8))
      #expect(String(decoding: pdf, as: UTF8.self).contains("/FontFile"))
      #expect(output.dpi == nil)
      let page = try pageSize(pdf)
      #expect(abs(page.width - output.box.width - 8) <= 1)
      #expect(abs(page.height - output.box.height - 8) <= 1)
    }

    @Test func makesPDFOfNoMoreThanTheLargestPage() throws {
      let output = try Graphviz.shared.render([.svg, .pdf, .png], dpi: 10) { drawing in
        drawing.node("n1", label: .text("x"), [.width: "400", .height: "10", .shape: "box"])
      }
      let page = try pageSize(try #require(output.files[.pdf]))
      #expect((14_390...14_400).contains(page.width))
      #expect((350...370).contains(page.height))
      let svg = String(decoding: output.files[.svg] ?? [], as: UTF8.self)
      #expect(svg.contains(#"svg width="28808pt""#))
    }
  }
}

private func pageSize(_ pdf: [UInt8]) throws -> (width: Double, height: Double) {
  let text = String(decoding: pdf, as: UTF8.self)
  let box = try #require(text.firstMatch(of: /MediaBox \[ 0 0 ([0-9.]+) ([0-9.]+) \]/))
  return (try #require(Double(box.1)), try #require(Double(box.2)))
}

/// Whether there is a font for Chinese, as there is where fontconfig is not needed to find one.
private func hasChineseFont() -> Bool {
  let process = Process()
  let output = Pipe()
  process.executableURL = URL(filePath: "/usr/bin/fc-list")
  process.arguments = [":charset=5e02", "family"]
  process.standardOutput = output
  do {
    try process.run()
  } catch {
    return true
  }
  let families = try? output.fileHandleForReading.readToEnd()
  process.waitUntilExit()
  return families?.isEmpty == false
}
