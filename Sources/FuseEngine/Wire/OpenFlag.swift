/// Flags of open(2) that glibc's module does not declare.
package enum OpenFlag {
  /// O_DIRECT, which glibc declares only under `_GNU_SOURCE`; the values are those of
  /// `asm/fcntl.h`.
  package static var direct: UInt32 {
    #if arch(arm64) || arch(arm)
      0o200000
    #else
      0o40000
    #endif
  }
}
