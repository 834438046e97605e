internal import Glibc

/// The pages that carry the data of an ioctl between caller and server.
///
/// The kernel allocates them for each call, at every stage alike; here they are kept, so that what
/// is allocated in a call is what the design under test allocates.
struct ScratchPages: ~Copyable {
  private let memory: UnsafeMutableRawPointer

  init() {
    memory = .allocate(
      byteCount: Limits.pagesPerRequest * Limits.pageSize, alignment: Limits.pageSize)
  }

  deinit { memory.deallocate() }

  subscript(index: Int) -> PagePointer { memory + index * Limits.pageSize }

  /// All pages in a row.
  var bytes: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(
      start: memory, count: Limits.pagesPerRequest * Limits.pageSize)
  }
}
