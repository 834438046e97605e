/// Constants that glibc's module does not show; the values are those of Linux's headers.
enum Flag {
  /// O_PATH: a descriptor that only names a file.
  static let path: Int32 = 0o10_000_000
  /// AT_EMPTY_PATH: the descriptor itself.
  static let emptyPath: Int32 = 0x1000
  /// UTIME_NOW and UTIME_OMIT, in place of nanoseconds.
  static let timeNow = (1 << 30) - 1
  static let timeOmit = (1 << 30) - 2
  /// O_DIRECT.
  #if arch(arm64) || arch(arm)
    static let direct: Int32 = 0o200000
  #else
    static let direct: Int32 = 0o40000
  #endif
}
