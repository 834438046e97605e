/// Flags of open(2) that glibc's module does not show.
enum OpenFlag {
  /// O_DIRECT, which glibc declares only under `_GNU_SOURCE`; the values are those of
  /// `asm/fcntl.h`.
  #if arch(arm64) || arch(arm)
    static let direct: UInt32 = 0o200000
  #else
    static let direct: UInt32 = 0o40000
  #endif
}
