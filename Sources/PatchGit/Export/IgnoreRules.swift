internal import CGit2
internal import Glibc

/// What git leaves alone in a folder: files that a `.gitignore` names and that are not tracked.
final class IgnoreRules {
  private let repository: Handle<RepositoryKind>
  private let index: Handle<IndexKind>
  /// The folder's path inside of the work tree, with a slash at its end, or empty.
  private let prefix: String

  /// Finds the repository whose work tree the folder lies in; nil where there is none.
  init?(folder: String) {
    guard let real = realpath(folder, nil) else { return nil }
    defer { free(real) }
    let path = String(cString: real) + "/"
    do throws(GitError) {
      let opened = try Handle<RepositoryKind>("git_repository_open_ext", path) {
        git_repository_open_ext($0, path, 0, nil)
      }
      let pointer = opened.pointer
      guard let top = git_repository_workdir(pointer).map({ String(cString: $0) }),
        path.hasPrefix(top)
      else { return nil }
      index = try Handle<IndexKind>("git_repository_index", path) {
        git_repository_index($0, pointer)
      }
      prefix = String(path.dropFirst(top.count))
      repository = opened
    } catch {
      return nil
    }
  }

  /// Whether git would leave the file alone; paths are below the folder.
  func covers(_ path: [UInt8]) -> Bool {
    let path = prefix + String(decoding: path, as: UTF8.self)
    var ignored: Int32 = 0
    return git_ignore_path_is_ignored(&ignored, repository.pointer, path) == 0 && ignored == 1
      && git_index_get_bypath(index.pointer, path, 0) == nil
  }
}
