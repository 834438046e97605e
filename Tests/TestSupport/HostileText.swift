package import Documents
import Foundation

/// A text with characters that must not reach a reader, and runs that hold it wherever a text can be.
package enum HostileText {
  /// Controls, marks of direction, invisible characters, separators, tags, fillers, private use.
  package static let scalars: [Unicode.Scalar] = [
    "\u{0}", "\u{7}", "\u{8}", "\r", "\u{1B}", "\u{7F}", "\u{85}", "\u{9B}", "\u{AD}", "\u{34F}",
    "\u{61C}", "\u{115F}", "\u{180E}", "\u{200B}", "\u{200D}", "\u{200E}", "\u{200F}", "\u{2028}",
    "\u{2029}", "\u{202A}", "\u{202E}", "\u{2060}", "\u{2066}", "\u{2069}", "\u{3164}", "\u{FEFF}",
    "\u{FFF9}", "\u{E000}", "\u{E001}", "\u{E003}", "\u{E0001}", "\u{E0041}", "\u{E0100}",
    "\u{10FFFD}", "\u{378}",
  ]

  package static let text =
    "x" + scalars.reduce(into: "") { $0.unicodeScalars.append($1) } + "\u{1B}]0;owned\u{7}y"

  /// The hostile characters in an output.
  package static func found(in output: String) -> [Unicode.Scalar] {
    let hostile = Set(scalars)
    return output.unicodeScalars.filter { hostile.contains($0) }
  }

  /// A run with ``text`` behind every text that is not a word of ours.
  package static func run() throws -> Run {
    var run = SampleRun.make()
    run.apply?.patches = [
      AppliedPatch(
        number: 1, status: .conflict, commit: nil, tree: nil, threeWay: false, hunks: [],
        rejects: [
          RejectedHunk(path: "p", line: 1, expected: "e\nf", found: "g", reason: "r")
        ])
    ]
    run.warnings = ["be careful"]
    run.lanes[.kernel] = run.lanes[.engine]
    run.lanes[.command] = run.lanes[.engine]
    run.lanes[.command]?.workloads[0].stages[1].log = "log"
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(run))
    let data = try JSONSerialization.data(withJSONObject: hostile(object))
    return try JSONDecoder().decode(Run.self, from: data)
  }

  /// Fields whose values are words of the document's own.
  private static let words: Set<String> = [
    "schema", "verdict", "state", "better", "family", "status", "kind", "severity",
  ]

  private static func hostile(_ value: Any, _ key: String = "") -> Any {
    switch value {
    case let fields as [String: Any]:
      return fields.reduce(into: [:]) { $0[$1.key] = hostile($1.value, $1.key) }
    case let values as [Any]: return values.map { hostile($0, key) }
    case let text as String: return words.contains(key) ? text : text + Self.text
    default: return value
    }
  }
}
