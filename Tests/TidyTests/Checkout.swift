import Foundation
import RegexBuilder

/// The files of this checkout, for rules that no compiler checks.
enum Checkout {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A file of Swift with its path below the root.
  struct SourceFile: Sendable {
    let path: String
    let text: String

    /// The room or the suite that it belongs to.
    var target: String { String(path.split(separator: "/")[1]) }

    /// The lines without comments of their own.
    var code: [Substring] {
      text.split(separator: "\n", omittingEmptySubsequences: false).filter {
        !$0.drop { $0 == " " }.hasPrefix("//")
      }
    }

    /// The modules that it imports.
    var imports: Set<String> { Set(code.compactMap(Checkout.module(importedBy:))) }
  }

  /// The module that a line imports, whole or in part; nil where it imports none.
  static func module(importedBy line: Substring) -> String? {
    let access = /public|package|internal|fileprivate|private/
    let attribute = /@\w+(?:\([^)]*\))?/
    let kind = /(?:typealias|struct|class|actor|enum|protocol|let|var|func) +/
    let pattern = Regex {
      Anchor.startOfLine
      ZeroOrMore {
        ChoiceOf {
          access
          attribute
        }
        OneOrMore(" ")
      }
      "import"
      OneOrMore(" ")
      Optionally { kind }
      Capture { /\w+/ }
    }
    return line.firstMatch(of: pattern).map { String($0.1) }
  }

  /// All files of Swift below a folder.
  static func swiftFiles(below folder: String) throws -> [SourceFile] {
    let base = root.appendingPathComponent(folder)
    let names =
      FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
    return try names.filter { $0.hasSuffix(".swift") }.sorted().map {
      SourceFile(
        path: "\(folder)/\($0)",
        text: try String(contentsOf: base.appendingPathComponent($0), encoding: .utf8))
    }
  }

  /// Text that users and contributors read: the documents beside the code.
  static func documents() throws -> [SourceFile] {
    try [
      "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md", "docs/formats.md",
      "docs/method.md",
    ]
    .map {
      SourceFile(
        path: $0,
        text: try String(contentsOf: root.appendingPathComponent($0), encoding: .utf8))
    }
  }
}

/// What Package.swift says of the targets.
struct Manifest {
  struct Target {
    let kind: String
    let name: String
    let dependencies: Set<String>
  }

  let targets: [Target]

  init() throws {
    let text = try String(
      contentsOf: Checkout.root.appendingPathComponent("Package.swift"), encoding: .utf8)
    let starts = text.matches(
      of: /\.(target|executableTarget|testTarget|systemLibrary)\(\s*name: "([^"]+)"/)
    targets = starts.enumerated().map { index, start in
      let end = index + 1 < starts.count ? starts[index + 1].range.lowerBound : text.endIndex
      let body = text[start.range.upperBound..<end]
      let list = body.firstMatch(of: /dependencies: \[((?:[^\[\]]|\[[^\]]*\])*)\]/)?.1 ?? ""
      let products = list.matches(of: /\.product\(name: "([^"]+)"/).map { String($0.1) }
      let rooms = list.replacing(/\.product\([^)]*\)/, with: "").matches(of: /"([^"]+)"/)
      return Target(
        kind: String(start.1), name: String(start.2),
        dependencies: Set(products + rooms.map { String($0.1) }))
    }
  }

  /// The rooms of Swift: what this package's own code is in.
  var rooms: [Target] { targets.filter { $0.kind == "target" || $0.kind == "executableTarget" } }

  subscript(name: String) -> Target? { targets.first { $0.name == name } }
}
