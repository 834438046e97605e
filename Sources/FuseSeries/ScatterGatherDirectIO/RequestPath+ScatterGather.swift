extension RequestPath {
  /// LOOKUP, GETATTR, OPEN and others without pages.
  static let pageless = RequestPath(
    "pageless", title: "requests without pages", call: "metadata")
  /// readpage, READDIR.
  static let singlePage = RequestPath("singlePage", title: "single-page reads", call: "readdir")
  /// NOTIFY_RETRIEVE.
  static let retrieve = RequestPath("retrieve", title: "retrieve", call: "retrieve:8k")
  /// Read-ahead.
  static let readpages = RequestPath("readpages", title: "read-ahead", call: "readpages:8")
  /// Buffered write-through.
  static let performWrite = RequestPath(
    "performWrite", title: "buffered writes", call: "perform-write:16k")
  /// IOCTL.
  static let ioctl = RequestPath("ioctl", title: "ioctl", call: "ioctl:4k")
  /// Direct I/O of a vector of many segments.
  static let vectoredDirectIO = RequestPath(
    "vectoredDirectIO", title: "vectored direct I/O", call: "writev:32x4k")
  /// Direct I/O of fewer than 32 pages.
  static let smallDirectIO = RequestPath(
    "smallDirectIO", title: "direct I/O of fewer than 32 pages", call: "read:4k")
}
