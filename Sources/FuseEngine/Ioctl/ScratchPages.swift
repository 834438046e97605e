internal import Glibc

/// The pages that carry the data of an ioctl or READDIR between caller and server.
///
/// The kernel allocates them for each call, in the same way at every stage; here they are reused, so
/// that a call allocates only what the design under test allocates.
struct ScratchPages: ~Copyable {
  private let memory: UnsafeMutableRawPointer

  init() {
    memory = .allocate(
      byteCount: Limits.pagesPerRequest * Limits.pageSize, alignment: Limits.pageSize)
  }

  deinit { memory.deallocate() }

  /// The address of one of the ``Limits/pagesPerRequest`` pages.
  subscript(index: Int) -> PagePointer {
    precondition(0..<Limits.pagesPerRequest ~= index, "there are as many pages as a request has")
    return memory + index * Limits.pageSize
  }

  /// The memory of all pages.
  var bytes: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(
      start: memory, count: Limits.pagesPerRequest * Limits.pageSize)
  }
}
