import Documents
import Foundation
import TestSupport
import Testing

@testable import Reports

/// Every tag of every template names a property of what it shows.
struct TemplateTests {
  /// A run that fills every part of the page.
  private static func run() -> Run {
    var run = SampleRun.make()
    run.lanes[.kernel] = run.lanes[.engine]
    run.lanes[.engine]?.workloads[0].stages[2].log = "log"
    run.lanes[.engine]?.workloads[0].stages[2].functions = [
      FunctionChange(name: "f", file: "f.c", line: 1, before: 1000, after: 2000, touched: true)
    ]
    run.lanes[.engine]?.workloads[0].stages[1].known = "2026-01-01T00:00:00Z"
    run.warnings = ["warning"]
    run.series?.problems = [
      ProblemSummary(severity: .warning, code: "x", patch: 1, message: "m")
    ]
    // The workload of this name is measured; what a call of another one costs is counted only.
    run.counted?.calls[0].name = "ioctl:64k"
    return run
  }

  /// The same, on another kernel, so that something is said of both.
  private static func changed() -> Run {
    var run = run()
    run.environment.kernel = "6.2"
    return run
  }

  @Test func `no tag is misspelt`() throws {
    let values = RunView(run: Self.run()).values
    var reader = TagReader(stack: [values])
    try reader.read("page")
    #expect(reader.faults.isEmpty, "\(reader.faults.joined(separator: "\n"))")
    var compared = TagReader(stack: [RunComparison([Self.run(), Self.changed()]).values])
    try compared.read(RunComparison.template)
    #expect(compared.faults.isEmpty, "\(compared.faults.joined(separator: "\n"))")
    #expect(
      Set(PageFiles.templates.map(\.name)) == reader.read.union(compared.read),
      "every template is used")
  }

  @Test func `a misspelt tag is found`() throws {
    var reader = TagReader(stack: [RunView(run: Self.run()).values])
    reader.read(
      text: "{{titel}}{{#patches}}{{title}}{{titel}}{{/patches}}{{verdict.headlin}}", of: "x")
    #expect(
      reader.faults == [
        "x: {{titel}}", "x: {{titel}}", "x: {{verdict.headlin}}",
      ])
  }
}

/// Walks over templates with the values that they show.
private struct TagReader {
  /// The values around a tag, the nearest last.
  var stack: [Any]
  var faults: [String] = []
  private(set) var read: Set<String> = []

  init(stack: [Any]) { self.stack = stack }

  mutating func read(_ name: String) throws {
    read.insert(name)
    let template = try #require(PageFiles.templates.first { $0.name == name }, "\(name)")
    read(text: template.text, of: name)
  }

  mutating func read(text: String, of template: String) {
    let depth = stack.count
    var hidden = 0
    for tag in text.matches(of: /\{\{\{?([#^\/>]?)\s*([\w.]+)\s*\}?\}\}/) {
      let name = String(tag.2)
      switch tag.1 {
      case "/":
        if hidden > 0 { hidden -= 1 } else { stack.removeLast() }
      case _ where hidden > 0:
        if tag.1 == "#" || tag.1 == "^" { hidden += 1 }
      case ">":
        do { try read(name) } catch { faults.append("\(template): no template \(name)") }
      case "#":
        guard let value = value(of: name) else {
          faults.append("\(template): {{\(name)}}")
          hidden += 1
          continue
        }
        let items = Mirror(reflecting: value)
        if items.displayStyle == .collection {
          guard
            let fullest = items.children.map(\.value).max(by: { Self.parts($0) < Self.parts($1) })
          else {
            faults.append("\(template): the sample has no \(name)")
            hidden += 1
            continue
          }
          stack.append(fullest)
        } else {
          stack.append(value)
        }
      default:
        if value(of: name) == nil { faults.append("\(template): {{\(name)}}") }
        if tag.1 == "^" { stack.append(()) }
      }
    }
    stack.removeLast(stack.count - depth)
  }

  /// The property that a name with dots leads to; nil where there is none.
  private func value(of name: String) -> Any? {
    if name == "." { return stack.last }
    let names = name.split(separator: ".").map(String.init)
    for object in stack.reversed() {
      guard var found = Self.property(names[0], of: object) else { continue }
      for name in names.dropFirst() {
        guard let next = Self.property(name, of: found) else { return nil }
        found = next
      }
      return found
    }
    return nil
  }

  /// How many lists of a value hold something.
  private static func parts(_ value: Any) -> Int {
    Mirror(reflecting: value).children.count {
      let list = Mirror(reflecting: $0.value)
      return list.displayStyle == .collection && !list.children.isEmpty
    }
  }

  private static func property(_ name: String, of object: Any) -> Any? {
    Mirror(reflecting: object).children.first { $0.label == name }?.value
  }
}
