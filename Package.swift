// swift-tools-version: 6.2
import Foundation
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

// The inputs that fuzzing kept are replayed by a test target; its sources are a program of their own where
// they are linked with libFuzzer.
let isFuzzing = ProcessInfo.processInfo.environment["REPOST_TRACER_FUZZ"] != nil
let fuzzed: [Target.Dependency] = [
  "CExpat", "CGraphviz", "GraphvizKit", "RepostFormats", "RepostRecords", "RepostTrace",
  "RepostMap",
  "RepostReport",
]

let package = Package(
  name: "repost-tracer",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "RepostRecords", targets: ["RepostRecords"]),
    .library(name: "RepostGraph", targets: ["RepostGraph"]),
    .library(name: "RepostTrace", targets: ["RepostTrace"]),
    .library(name: "RepostMap", targets: ["RepostMap"]),
    .executable(name: "repost-tracer", targets: ["repost-tracer"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CGraphviz", pkgConfig: "libgvc",
      providers: [.apt(["libgraphviz-dev"]), .brew(["graphviz"])]),
    .target(name: "GraphvizShim", dependencies: ["CGraphviz"]),
    .target(name: "GraphvizKit", dependencies: ["GraphvizShim"], swiftSettings: strict),
    .target(name: "CByteScan"),
    .systemLibrary(
      name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),
    .systemLibrary(
      name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"]), .brew(["libzip"])]),
    .systemLibrary(
      name: "CXlsxWriter", pkgConfig: "xlsxwriter",
      providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]),
    .target(
      name: "RepostFormats",
      dependencies: ["CExpat", "CZip", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    .target(
      name: "RepostRecords",
      dependencies: [
        "CByteScan", "RepostFormats",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .target(name: "CPrefetch"),
    .target(
      name: "RepostGraph", dependencies: ["CPrefetch", "RepostRecords"], swiftSettings: strict),
    .target(
      name: "RepostTrace", dependencies: ["CPrefetch", "RepostRecords", "RepostGraph"],
      swiftSettings: strict),
    .target(
      name: "RepostMap",
      dependencies: ["RepostRecords", "RepostGraph", "RepostTrace", "GraphvizKit"],
      swiftSettings: strict),
    .target(
      name: "RepostReport",
      dependencies: [
        "CXlsxWriter", "RepostFormats", "RepostRecords", "RepostGraph", "RepostTrace", "RepostMap",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      resources: [
        .embedInCode("Resources/report.css"), .embedInCode("Resources/map.css"),
        .embedInCode("Resources/report-case.js"), .embedInCode("Resources/report-card.js"),
        .embedInCode("Resources/report-open.js"), .embedInCode("Resources/report-map.js"),
        .embedInCode("Resources/report-find.js"), .embedInCode("Resources/report-filter.js"),
        .embedInCode("Resources/report.js"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "repost-tracer",
      dependencies: [
        "RepostFormats", "RepostRecords", "RepostTrace", "RepostMap", "RepostReport", "GraphvizKit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "RepostFormatsTests", dependencies: ["RepostFormats"], swiftSettings: strict),
    .testTarget(
      name: "RepostRecordsTests", dependencies: ["RepostFormats", "RepostRecords"],
      swiftSettings: strict),
    .testTarget(
      name: "RepostGraphTests", dependencies: ["RepostRecords", "RepostGraph"],
      swiftSettings: strict),
    .testTarget(
      name: "RepostTraceTests", dependencies: ["RepostRecords", "RepostGraph", "RepostTrace"],
      exclude: ["Found"], swiftSettings: strict),
    .testTarget(
      name: "RepostMapTests",
      dependencies: [
        "repost-tracer", "RepostRecords", "RepostGraph", "RepostTrace", "RepostMap", "GraphvizKit",
      ],
      exclude: ["Goldens"], swiftSettings: strict),
    .testTarget(
      name: "RepostReportTests",
      dependencies: [
        "RepostFormats", "RepostRecords", "RepostGraph", "RepostTrace", "RepostReport",
      ],
      exclude: ["Goldens"], swiftSettings: strict),
    isFuzzing
      ? .executableTarget(
        name: "fuzz", dependencies: fuzzed, path: "Tests/Fuzz",
        exclude: ["Corpus", "ReplayTests.swift", "fuzz.sh"], swiftSettings: strict)
      : .testTarget(
        name: "FuzzTests", dependencies: fuzzed, path: "Tests/Fuzz",
        exclude: ["Corpus", "Driver", "fuzz.sh"], swiftSettings: strict),
    .testTarget(
      name: "GraphvizKitTests", dependencies: ["GraphvizKit", "GraphvizShim", "repost-tracer"],
      swiftSettings: strict),
    .testTarget(
      name: "RepostTracerTests",
      dependencies: [
        "repost-tracer", "GraphvizShim", "RepostFormats", "RepostRecords", "RepostTrace",
        "RepostMap", "RepostReport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(name: "BrowserTests", dependencies: ["repost-tracer"], swiftSettings: strict),
  ]
)
