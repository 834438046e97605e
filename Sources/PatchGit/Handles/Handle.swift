internal import CGit2

/// A kind of object that libgit2 allocates, and how it is freed.
protocol HandleKind {
  static func free(_ pointer: OpaquePointer)
}

enum RepositoryKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_repository_free(pointer) }
}

enum DatabaseKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_odb_free(pointer) }
}

enum DatabaseObjectKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_odb_object_free(pointer) }
}

enum ObjectKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_object_free(pointer) }
}

enum ReferenceKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_reference_free(pointer) }
}

enum IndexKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_index_free(pointer) }
}

enum ConfigurationKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_config_free(pointer) }
}

/// Owns one object of libgit2 and frees it.
///
/// Each handle also keeps libgit2 itself running: libgit2 counts how often it was started, and
/// nothing may be freed after it has stopped.
struct Handle<Kind: HandleKind>: ~Copyable {
  let pointer: OpaquePointer

  /// Takes what a function of libgit2 puts into its first argument.
  init(
    _ call: String, _ subject: String, _ body: (UnsafeMutablePointer<OpaquePointer?>) -> Int32
  ) throws(GitError) {
    try GitError.check(git_libgit2_init(), "git_libgit2_init", "libgit2")
    var out: OpaquePointer?
    let code = body(&out)
    guard code >= 0, let out else {
      let error = GitError(code: code, call: call, subject: subject)
      git_libgit2_shutdown()
      throw error
    }
    pointer = out
  }

  deinit {
    Kind.free(pointer)
    git_libgit2_shutdown()
  }
}

/// Keeps libgit2 running where no handle does.
struct Library: ~Copyable {
  init() throws(GitError) {
    try GitError.check(git_libgit2_init(), "git_libgit2_init", "libgit2")
  }

  deinit { git_libgit2_shutdown() }
}
