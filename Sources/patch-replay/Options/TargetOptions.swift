import ArgumentParser
import Replay

/// What a series is applied to.
struct TargetOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Apply to a commit of this repository.", valueName: "dir"))
  var repo: String?

  @Option(help: ArgumentHelp("The commit (default: HEAD).", valueName: "rev"))
  var base: String?

  @Option(help: ArgumentHelp("Apply to the files of this folder.", valueName: "dir"))
  var tree: String?

  func validate() throws {
    guard repo == nil || tree == nil else { throw ValidationError("Say either --repo or --tree.") }
    guard base == nil || repo != nil else { throw ValidationError("--base goes with --repo.") }
  }

  /// The target; nil where no option says one.
  var place: ApplyTarget? {
    if let repo { return .repository(repo, base: base ?? "HEAD") }
    return tree.map { .folder($0) }
  }
}
