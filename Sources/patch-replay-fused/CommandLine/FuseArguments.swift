import CFuse3
import Glibc

/// libfuse's list of arguments, from which each parser removes the options that it knows.
struct FuseArguments: ~Copyable {
  private var raw = fuse_args(argc: 0, argv: nil, allocated: 0)

  init(_ arguments: [String]) throws(ServerError) {
    for argument in arguments {
      guard fuse_opt_add_arg(&raw, argument) == 0 else {
        throw .systemCall("copying the arguments", Errno(ENOMEM))
      }
    }
  }

  deinit {
    var raw = raw
    fuse_opt_free_args(&raw)
  }

  mutating func withArguments<Result>(
    _ body: (UnsafeMutablePointer<fuse_args>) -> Result
  ) -> Result {
    body(&raw)
  }
}
