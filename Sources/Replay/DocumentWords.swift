internal import Documents
internal import PatchDiff
internal import PatchGit
internal import PatchMail

// The words of the mail and git rooms as those of the documents; a word that is new there does not
// compile here.

extension MessageKind {
  init(_ kind: Mail.Kind) {
    switch kind {
    case .cover: self = .cover
    case .patch: self = .patch
    case .reply: self = .reply
    case .other: self = .other
    }
  }
}

extension Severity {
  init(_ severity: Problem.Severity) {
    switch severity {
    case .error: self = .error
    case .warning: self = .warning
    case .note: self = .note
    }
  }
}

extension Documents.FileStatus {
  init(_ status: FileDiff.Status) {
    switch status {
    case .added: self = .added
    case .deleted: self = .deleted
    case .modified: self = .modified
    case .renamed: self = .renamed
    case .copied: self = .copied
    }
  }
}

extension ApplyStatus {
  init(_ status: PatchApplication.Status) {
    switch status {
    case .applied: self = .applied
    case .conflict: self = .conflict
    case .skipped: self = .skipped
    }
  }
}
