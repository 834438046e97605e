internal import FuseEngine

/// A kind of workload: its name, how its size is written, and what its calls work on.
///
/// Each kind is declared beside its subject and listed in ``all``; parsing and help follow.
package struct WorkloadKind: Sendable {
  /// The name, such as `writev`; claims are made of kinds.
  package let name: String
  /// The size as help shows it, such as `NxS`; nil where the kind has none.
  let form: String?
  /// What a call does, for help.
  let meaning: String
  /// Why it can be measured on one thread only; nil where it can be on several.
  let oneThreadReason: String?
  /// Reads what follows the colon in a workload's name, nil where there is no colon.
  let read: @Sendable (Substring?) throws(WorkloadSyntax) -> Reading

  /// What a workload's name says.
  struct Reading: Sendable {
    let call: WorkloadCall
    let makeSubject: @Sendable (Workload, SubjectFile) throws -> any WorkloadSubject
  }

  /// Creates a kind.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - grammar: How the size is written.
  ///   - meaning: What a call does, for help.
  ///   - oneThreadReason: Why it can be measured on one thread only, where that is so.
  ///   - subject: Makes what the calls work on, from the workload, its size and its file.
  init<Size: Sendable>(
    _ name: String, _ grammar: WorkloadGrammar<Size>, meaning: String,
    oneThreadReason: String? = nil,
    subject: @escaping @Sendable (Workload, Size, SubjectFile) throws -> any WorkloadSubject
  ) {
    self.name = name
    self.meaning = meaning
    self.oneThreadReason = oneThreadReason
    form = grammar.form
    read = { text throws(WorkloadSyntax) in
      let size = try grammar.read(text)
      return Reading(call: grammar.call(size)) { try subject($0, size, $1) }
    }
  }
}

extension WorkloadKind {
  /// Every kind, in the order of the help text.
  static let all: [WorkloadKind] = [
    .readv, .writev, .read, .write, .readpages, .performWrite, .retrieve, .ioctl, .metadata,
    .readdir,
  ]

  /// The kinds that user space can issue directly as system calls.
  static let systemCalls: [WorkloadKind] = [.readv, .writev, .read, .write]

  /// Every kind with its size and its meaning, for help.
  package static var help: String {
    var parts: [(names: [String], meaning: String)] = []
    for kind in all {
      let name = kind.form.map { "\(kind.name):\($0)" } ?? kind.name
      if let last = parts.indices.last, parts[last].meaning == kind.meaning {
        parts[last].names.append(name)
      } else {
        parts.append(([name], kind.meaning))
      }
    }
    return parts.map { "\($0.names.joined(separator: ", ")) (\($0.meaning))" }
      .joined(separator: ", ") + ". Sizes take k and m."
  }

  /// The names of ``systemCalls`` in a sentence: `readv, writev, read and write`.
  package static var systemCallNames: String {
    let names = systemCalls.map(\.name)
    return names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }
}
