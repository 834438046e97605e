internal import Documents
internal import PatchDiff
internal import PatchGit

/// Why a part of a patch did not apply, in one sentence for the user.
enum RejectReason {
  static func text(_ obstacle: PatchApplication.Obstacle) -> String {
    switch obstacle {
    case .noDiff: "the mail holds no diff"
    case .malformed(let error): error.description
    case .authorWithoutName: "the author has no name"
    case .zeroByteInMessage: "the commit message holds a zero byte"
    }
  }

  /// Why a patch contradicts an earlier one; `number` names the patch at a place in the series.
  static func text(_ conflict: HollowConflict, number: (Int) -> PatchNumber) -> String {
    switch conflict.reason {
    case .lineDiffers:
      switch conflict.origin {
      case .patch(let place)?: "the line is not the one that patch \(number(place)) wrote"
      case .base(let place)?: "the line is not the one that patch \(number(place)) showed"
      case nil: "the line is another one"
      }
    case .beyondEnd: "the file is known to end before"
    case .notAtEnd: "the hunk claims the file's end, but lines are known behind it"
    case .fileMissing(let place): "patch \(number(place)) took the file away"
    case .fileExists: "the file is known to be there already"
    case .deletionLeavesContent: "the deletion leaves known lines behind"
    }
  }

  static func text(_ reject: HunkReject) -> String {
    switch reject.reason {
    case .contextDiffers:
      reject.nearest.map {
        "the lines are not in the file; nearest at line \($0.line), where "
          + ($0.differingLines == 1 ? "one of them differs" : "\($0.differingLines) of them differ")
      } ?? "the lines are not in the file"
    case .alreadyApplied(let line): "the change is there already, from line \(line) on"
    case .whitespaceDiffers: "the lines are there except for white space"
    case .lineEndingsDiffer: lineEndings(reject)
    case .notAtBeginning(let line):
      "the lines are at line \(line), but the hunk claims the start of the file"
    case .notAtEnd(let line):
      "the lines are at line \(line), but the hunk claims the end of the file"
    case .whitespaceError(let line): "line \(line) of the patch text adds a white space error"
    case .overlapsEarlierHunk(let line):
      "the lines are only at line \(line), where an earlier hunk has been"
    default: fileText(reject.reason)
    }
  }

  /// Mails lose carriage returns on the way by default, so the advice is about reading them.
  private static func lineEndings(_ reject: HunkReject) -> String {
    let isReturn = { (bytes: [UInt8]) in bytes.contains(UInt8(ascii: "\r")) }
    return switch (isReturn(reject.expected), isReturn(reject.found)) {
    case (false, true):
      "the file has carriage returns at line ends, and the patch as it was read has none; "
        + "--keep-cr keeps those of the mail"
    case (true, false):
      "the patch as it was read has carriage returns at line ends, and the file has none; "
        + "without --keep-cr they are dropped, inside base64 or quoted-printable with "
        + "--quoted-cr strip"
    default: "the lines are there but for carriage returns at some of their ends"
    }
  }

  private static func fileText(_ reason: HunkReject.Reason) -> String {
    switch reason {
    case .fileMissing: "the file is not there"
    case .fileExists: "the file is there already"
    case .fileRenamedOrDeleted: "the file was renamed or deleted earlier in the same patch"
    case .pathOccupied(let path): "\(path) is in the way"
    case .wrongType(let expected, let found): "the entry has mode \(found), not \(expected)"
    case .deletionLeavesContent: "the deletion leaves content behind"
    case .unsafePath: "git never lets such a name into a tree"
    case .beyondSymlink: "the path leads through a symbolic link"
    case .binaryWithoutContent: "the binary change holds no content or no full object ids"
    case .binaryPreimageDiffers(let expected, let found):
      "the binary file is \(found), not \(expected)"
    case .binaryCorrupt(.notInflated(let error)): "the binary data is corrupt: \(error)"
    case .binaryCorrupt(.otherSize(let announced)):
      "the binary data is corrupt: it does not make the \(announced) bytes that the patch announces"
    case .binaryCorrupt(.deltaDiffers): "the binary delta does not fit the file"
    case .binaryResultDiffers(let expected, let found):
      "the binary data makes \(found), not \(expected)"
    case .malformedSubmodule: "the submodule entry is not an object id"
    default: "it does not apply"
    }
  }
}
