internal import CGit2

/// The id of a git object, SHA-1.
package struct ObjectID: Hashable, Sendable, CustomStringConvertible {
  /// The id, 20 bytes.
  package let bytes: [UInt8]

  static let size = 20

  /// Reads 40 hex digits; nil for anything else.
  package init?(hex: String) {
    let digits = Array(hex.utf8)
    guard digits.count == 2 * Self.size else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      let pair = String(decoding: digits[index..<index + 2], as: UTF8.self)
      guard pair.first?.isHexDigit == true, let byte = UInt8(pair, radix: 16) else { return nil }
      bytes.append(byte)
    }
    self.bytes = bytes
  }

  init(raw: ArraySlice<UInt8>) {
    bytes = Array(raw)
  }

  init(_ oid: git_oid) {
    bytes = withUnsafeBytes(of: oid.id) { Array($0) }
  }

  /// The id in hex.
  package var description: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The id as libgit2 takes it.
  var native: git_oid {
    var oid = git_oid()
    withUnsafeMutableBytes(of: &oid.id) { $0.copyBytes(from: bytes.prefix($0.count)) }
    return oid
  }
}

/// The kinds of objects this room makes.
enum ObjectType {
  case blob, tree, commit

  var native: git_object_t {
    switch self {
    case .blob: GIT_OBJECT_BLOB
    case .tree: GIT_OBJECT_TREE
    case .commit: GIT_OBJECT_COMMIT
    }
  }
}

/// An object whose id is known and which no store has to hold yet.
struct NewObject: Sendable {
  let id: ObjectID
  let type: ObjectType
  let bytes: [UInt8]

  /// Computes the id (`git_odb_hash`); nothing is written.
  ///
  /// Inside, libgit2 is started and stopped, which only counts while a handle is open.
  init(_ type: ObjectType, _ bytes: [UInt8]) throws(GitError) {
    try GitError.check(git_libgit2_init(), "git_libgit2_init", "libgit2")
    defer { git_libgit2_shutdown() }
    var oid = git_oid()
    let code = bytes.withUnsafeBytes {
      git_odb_hash(&oid, $0.baseAddress, $0.count, type.native)
    }
    try GitError.check(code, "git_odb_hash", "\(type)")
    id = ObjectID(oid)
    self.type = type
    self.bytes = bytes
  }
}
