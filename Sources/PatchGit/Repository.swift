internal import CGit2
internal import Glibc

/// A repository on disk, bare or with a work tree that this room never touches.
package struct Repository: ~Copyable {
  let handle: Handle<RepositoryKind>
  let database: ObjectDatabase

  /// The commit a series starts from.
  package struct Base: Sendable, Hashable {
    /// The commit; nil in a repository that has none, where the first patch makes a root commit.
    package let commit: ObjectID?
    /// The commit's tree; the empty tree where there is no commit.
    package let tree: ObjectID

    static let emptyTree = ObjectID(hex: "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
  }

  /// Opens the repository at or above a path (`git_repository_open_ext`).
  ///
  /// - Throws: ``GitError`` where there is none, where it is another user's, or where its format is
  ///   unknown, such as SHA-256 objects.
  package init(path: String) throws(GitError) {
    do throws(GitError) {
      let opened = try Handle<RepositoryKind>("git_repository_open_ext", path) {
        git_repository_open_ext($0, path, 0, nil)
      }
      database = try ObjectDatabase(of: opened)
      handle = opened
    } catch {
      throw Self.explain(error, path)
    }
  }

  /// Says what to do where there is no repository, or another user's.
  ///
  /// Where no exception is made for any folder, libgit2 1.5 says that the setting was not found.
  private static func explain(_ error: GitError, _ path: String) -> GitError {
    let isUnset =
      error.code == GIT_ENOTFOUND.rawValue && error.message.contains("'safe.directory'")
    guard isUnset || error.code == GIT_EOWNER.rawValue else {
      guard error.kind == .notFound else { return error }
      return GitError(
        .notFound,
        access(path, F_OK) == 0
          ? "neither this nor a folder above it is a git repository; name one, or make one with "
            + "git init"
          : "there is no such folder; name that of a git repository",
        call: error.call, subject: path)
    }
    var found = git_buf()
    defer { git_buf_dispose(&found) }
    var place = path
    if git_repository_discover(&found, path, 0, nil) == 0, let folder = found.ptr {
      place = String(cString: folder)
      for ending in ["/", "/.git"] where place.hasSuffix(ending) {
        place.removeLast(ending.utf8.count)
      }
    }
    return GitError(
      .foreign,
      "the repository belongs to another user; if you trust it: "
        + "git config --global --add safe.directory \(place)",
      call: error.call, subject: path)
  }

  /// Whether the repository has no work tree.
  package var isBare: Bool { git_repository_is_bare(handle.pointer) == 1 }

  /// Finds the commit that a revision names, such as `HEAD`, `v6.1` or an id.
  ///
  /// - Parameter revision: In git's revision syntax; `HEAD` of a repository without commits is the
  ///   empty tree.
  /// - Returns: The commit and its tree.
  /// - Throws: ``GitError`` where it names nothing, several things, or no commit.
  package func base(_ revision: String = "HEAD") throws(GitError) -> Base {
    if revision == "HEAD", git_repository_head_unborn(handle.pointer) == 1 {
      guard let tree = Base.emptyTree else {
        throw GitError(.corrupt, "no id", call: "base", subject: revision)
      }
      return Base(commit: nil, tree: tree)
    }
    let repository = handle.pointer
    let found: Handle<ObjectKind>
    do throws(GitError) {
      found = try Handle<ObjectKind>("git_revparse_single", revision) {
        git_revparse_single($0, repository, revision)
      }
    } catch {
      throw Self.explain(error, revision: revision)
    }
    let target = found.pointer
    let commit: Handle<ObjectKind>
    do throws(GitError) {
      commit = try Handle<ObjectKind>("git_object_peel", revision) {
        git_object_peel($0, target, GIT_OBJECT_COMMIT)
      }
    } catch {
      throw GitError(
        .invalidName, "it names a folder or a file; name a commit, such as HEAD, a branch or a tag",
        call: error.call, subject: revision)
    }
    let tree = try Handle<ObjectKind>("git_object_peel", revision) {
      git_object_peel($0, target, GIT_OBJECT_TREE)
    }
    return Base(
      commit: try Self.id(of: commit, revision), tree: try Self.id(of: tree, revision))
  }

  /// Says what to do about a revision that libgit2 does not find or understand.
  private static func explain(_ error: GitError, revision: String) -> GitError {
    // A name of a few letters that all are hexadecimal digits, and of no branch, counts as ambiguous.
    let isShort = error.kind == .ambiguous && error.message.contains("too short")
    let (kind, words): (GitError.Kind, String)
    switch isShort ? .notFound : error.kind {
    case .notFound:
      kind = .notFound
      words = "there is no such revision in the repository; git branch -a and git tag list names"
    case .ambiguous:
      kind = .ambiguous
      words = "several objects have ids that begin so; write more of the id"
    case .invalidName:
      kind = .invalidName
      words = "this is no revision; name a commit, such as HEAD, a branch, a tag or an id"
    default: return error
    }
    return GitError(kind, words, call: error.call, subject: revision)
  }

  /// The committer that the configuration names: `committer.*`, else `user.*`; nil where either
  /// part is missing.
  ///
  /// - Throws: ``GitError`` where the configuration cannot be read.
  package func configuredCommitter() throws(GitError) -> Identity? {
    let repository = handle.pointer
    let configuration = try Handle<ConfigurationKind>(
      "git_repository_config_snapshot", "configuration"
    ) { git_repository_config_snapshot($0, repository) }
    func value(_ name: String) -> [UInt8]? {
      for section in ["committer", "user"] {
        var text: UnsafePointer<CChar>?
        if git_config_get_string(&text, configuration.pointer, "\(section).\(name)") == 0,
          let text
        {
          return Array(String(cString: text).utf8)
        }
      }
      return nil
    }
    guard let name = value("name"), let email = value("email") else { return nil }
    return Identity(name: name, email: email)
  }

  private static func id(
    of object: borrowing Handle<ObjectKind>, _ subject: String
  ) throws(GitError) -> ObjectID {
    guard let oid = git_object_id(object.pointer) else {
      throw GitError(.other, "no id", call: "git_object_id", subject: subject)
    }
    return ObjectID(oid.pointee)
  }
}
