internal import CGit2

/// Where trees and blobs are read from.
protocol ObjectStore {
  /// The entries of a tree, in git's order.
  func tree(_ id: ObjectID) throws(GitError) -> [TreeEntry]
  /// The content of a blob.
  func blob(_ id: ObjectID) throws(GitError) -> [UInt8]
  /// Whether the object is there.
  func contains(_ id: ObjectID) -> Bool
  /// The id of the one object whose id in hex starts so; nil where there is none or several.
  func id(abbreviated prefix: String) -> ObjectID?
}

/// A repository's objects; read without filters, so line endings stay as they are stored.
final class ObjectDatabase: ObjectStore {
  private let handle: Handle<DatabaseKind>

  init(of repository: borrowing Handle<RepositoryKind>) throws(GitError) {
    let pointer = repository.pointer
    handle = try Handle("git_repository_odb", "repository") { git_repository_odb($0, pointer) }
  }

  func tree(_ id: ObjectID) throws(GitError) -> [TreeEntry] {
    guard let entries = TreeEntry.parse(try read(id, as: .tree)) else {
      throw GitError(.corrupt, "malformed tree", call: "git_odb_read", subject: "\(id)")
    }
    return entries
  }

  func blob(_ id: ObjectID) throws(GitError) -> [UInt8] {
    try read(id, as: .blob)
  }

  func contains(_ id: ObjectID) -> Bool {
    var oid = id.native
    return git_odb_exists(handle.pointer, &oid) == 1
  }

  func id(abbreviated prefix: String) -> ObjectID? {
    var short = git_oid()
    var full = git_oid()
    let length = prefix.utf8.count
    guard git_oid_fromstrn(&short, prefix, length) == 0,
      git_odb_exists_prefix(&full, handle.pointer, &short, length) == 0
    else { return nil }
    return ObjectID(full)
  }

  func read(_ id: ObjectID, as type: ObjectType) throws(GitError) -> [UInt8] {
    var oid = id.native
    let database = handle.pointer
    let object = try Handle<DatabaseObjectKind>("git_odb_read", "\(id)") {
      git_odb_read($0, database, &oid)
    }
    guard git_odb_object_type(object.pointer) == type.native else {
      throw GitError(.corrupt, "not a \(type)", call: "git_odb_read", subject: "\(id)")
    }
    let size = git_odb_object_size(object.pointer)
    return Array(UnsafeRawBufferPointer(start: git_odb_object_data(object.pointer), count: size))
  }

  /// Writes the object unless it is there.
  func write(_ object: NewObject) throws(GitError) {
    var oid = git_oid()
    let database = handle.pointer
    let code = object.bytes.withUnsafeBytes {
      git_odb_write(&oid, database, $0.baseAddress, $0.count, object.type.native)
    }
    try GitError.check(code, "git_odb_write", "\(object.id)")
  }
}
