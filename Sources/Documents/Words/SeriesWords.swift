/// How a patch applied.
package enum ApplyStatus: String, DocumentWord, CaseIterable {
  case applied
  case conflict
  /// Not tried, since an earlier one does not apply.
  case skipped
}

/// What a series was applied to.
package enum ApplyBaseKind: String, DocumentWord, CaseIterable {
  case repository
  /// A folder.
  case tree
  /// A base built from the patches themselves.
  case hollow
}

/// How bad a problem of a mailbox or series is.
package enum Severity: String, DocumentWord, CaseIterable {
  case error
  case warning
  case note
}

/// What a mail is.
package enum MessageKind: String, DocumentWord, CaseIterable {
  case cover
  case patch
  case reply
  case other
}

/// What a patch does to a file.
package enum FileStatus: String, DocumentWord, CaseIterable {
  case modified
  case added
  case deleted
  case renamed
  case copied
}
