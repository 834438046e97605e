internal import CLinuxFuse
internal import Glibc

/// A page's address in the caller's memory.
typealias PagePointer = UnsafeMutableRawPointer

/// The fixed part of a request object, as in `struct fuse_req`; inline slots lie behind it.
struct RequestObject {
  var header = fuse_in_header()
  /// The body of READ and WRITE: `fuse_read_in` has the layout of `fuse_write_in`.
  var body = fuse_write_in()
  var reply = fuse_out_header()
  var writeReply = fuse_write_out()
  /// Page pointers, inline or in an array of their own.
  var pages: UnsafeMutablePointer<PagePointer?>
  /// One descriptor for each page pointer; nil where the design has none.
  var descriptors: UnsafeMutablePointer<PageDescriptor>?
  /// The number of page slots, the kernel's `max_pages`.
  var capacity: Int
  /// The number of page slots filled, the kernel's `num_pages`.
  var count = 0
  /// The offset of the data in the first page, where the design has no descriptors.
  var pageOffset: UInt32 = 0
}

/// One request object and the arrays it owns; all are freed with it.
struct Request: ~Copyable {
  private let object: UnsafeMutablePointer<RequestObject>
  private let inline: InlineSlots

  var fields: UnsafeMutablePointer<RequestObject> { object }

  /// Allocates a request of `slots` page slots in the design's layout, of which no more than `most` are
  /// used.
  ///
  /// Returns nil where memory is short, as the kernel's function does.
  init?(slots: Int, most: Int, design: EngineDesign, counters: inout Counters) {
    let inline = InlineSlots(design)
    guard let memory = malloc(inline.objectBytes) else { return nil }
    var fields = RequestObject(
      pages: inline.pages(of: memory), descriptors: inline.descriptors(of: memory),
      capacity: inline.isWholeVector ? most : slots)
    if slots > inline.pointers {
      guard fields.allocateArrays(slots: slots) else {
        free(memory)
        return nil
      }
      inline.count(slots: slots, in: &counters)
    } else {
      inline.count(slots: 0, in: &counters)
    }
    fields.clear()
    self.inline = inline
    object = memory.bindMemory(to: RequestObject.self, capacity: 1)
    object.initialize(to: fields)
  }

  deinit {
    let memory = UnsafeMutableRawPointer(object)
    if object.pointee.pages != inline.pages(of: memory) {
      free(object.pointee.pages)
      free(object.pointee.descriptors)
    }
    free(memory)
  }
}

extension RequestObject {
  /// Puts page pointers, and descriptors where there are any, into arrays of their own.
  fileprivate mutating func allocateArrays(slots: Int) -> Bool {
    guard let pageArray = malloc(slots * MemoryLayout<PagePointer?>.stride) else { return false }
    if descriptors != nil {
      guard let descriptorArray = malloc(slots * MemoryLayout<PageDescriptor>.stride) else {
        free(pageArray)
        return false
      }
      descriptors = descriptorArray.bindMemory(to: PageDescriptor.self, capacity: slots)
    }
    pages = pageArray.bindMemory(to: PagePointer?.self, capacity: slots)
    return true
  }

  /// Sets exactly the slots that the request has to zero.
  fileprivate func clear() {
    pages.initialize(repeating: nil, count: capacity)
    descriptors?.initialize(repeating: PageDescriptor(length: 0, offset: 0), count: capacity)
  }
}

extension Connection {
  /// Allocates a request for a call site, with no more page slots than INIT negotiated; returns nil
  /// where memory is short.
  @inline(__always)
  mutating func makeRequest(slots: Int) -> Request? {
    Request(
      slots: min(slots, limits.pages), most: limits.pages, design: design, counters: &counters)
  }
}

/// The slots inside a request object.
private struct InlineSlots {
  let pointers: Int
  let descriptors: Int

  init(_ design: EngineDesign) {
    pointers =
      switch design.pageVector {
      case .fixedInline: Limits.pagesPerRequest
      case .sizedByCaller: 1
      }
    descriptors =
      switch design.pageDescriptors {
      case .firstPageOffset: 0
      case .allocated, .governCopying: pointers
      }
  }

  var isWholeVector: Bool { pointers == Limits.pagesPerRequest }

  private static let pagesOffset = MemoryLayout<RequestObject>.stride
  private static let slotBytes = MemoryLayout<PagePointer?>.stride

  var objectBytes: Int { Self.pagesOffset + (pointers + descriptors) * Self.slotBytes }

  func pages(of object: UnsafeMutableRawPointer) -> UnsafeMutablePointer<PagePointer?> {
    (object + Self.pagesOffset).bindMemory(to: PagePointer?.self, capacity: pointers)
  }

  func descriptors(of object: UnsafeMutableRawPointer) -> UnsafeMutablePointer<PageDescriptor>? {
    guard descriptors > 0 else { return nil }
    return (object + Self.pagesOffset + pointers * Self.slotBytes)
      .bindMemory(to: PageDescriptor.self, capacity: descriptors)
  }

  /// Counts one request object with `slots` slots in arrays of their own.
  func count(slots: Int, in counters: inout Counters) {
    let arrays = slots == 0 ? 0 : (descriptors > 0 ? 2 : 1)
    counters.requestsAllocated += 1
    counters.allocations += 1 + arrays
    counters.arrayBytes += (pointers + descriptors + arrays * slots) * Self.slotBytes
    counters.metadataBytes += objectBytes + arrays * slots * Self.slotBytes
  }
}
