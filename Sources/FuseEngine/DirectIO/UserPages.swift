/// The bytes that one request carries.
struct Payload {
  var byteCount: Int
  /// The address of the bytes where they lie in kernel memory and need no page slots; nil otherwise.
  var kernelMemory: UnsafeMutableRawPointer?
}

extension Connection {
  /// Fills a request's page slots from the cursor's segments, `fuse_get_user_pages`.
  ///
  /// The cursor moves past the bytes taken, before they are sent.
  ///
  /// - Parameters:
  ///   - request: The request, whose slots are overwritten.
  ///   - vector: The caller's vector, for its address space.
  ///   - cursor: The position in the vector.
  ///   - limit: The most bytes that the request may carry.
  /// - Returns: What the request carries; nil where the caller's memory faults. Where many
  ///   segments share a request, the pages pinned before the fault stay pinned then: the series
  ///   has no release on that path.
  mutating func takePages(
    for request: borrowing Request, of vector: IOVector, from cursor: inout IOVectorCursor,
    limit: Int
  ) -> Payload? {
    request.fields.pointee.count = 0
    switch vector.addressSpace {
    case .kernel:
      let payload = Payload(
        byteCount: min(cursor.segmentRemaining, limit), kernelMemory: cursor.address)
      cursor.advance(by: payload.byteCount)
      return payload
    case .user:
      var packed = 0
      repeat {
        guard
          let fragment = takeFragment(
            for: request, of: vector, from: &cursor, limit: limit - packed)
        else { return nil }
        packed += fragment
      } while canPackMore(request, packed: packed, limit: limit)
      return Payload(byteCount: packed)
    }
  }

  @inline(__always)
  private func canPackMore(_ request: borrowing Request, packed: Int, limit: Int) -> Bool {
    switch design.segmentPacking {
    case .oneSegmentPerRequest: false
    case .manySegmentsPerRequest:
      packed < limit && request.fields.pointee.count < request.fields.pointee.capacity
    }
  }

  /// Pins one piece of the current segment behind the slots filled so far; one pin call.
  ///
  /// - Returns: Bytes taken; nil where not even the first page could be pinned.
  @inline(__always)
  private mutating func takeFragment(
    for request: borrowing Request, of vector: IOVector, from cursor: inout IOVectorCursor,
    limit: Int
  ) -> Int? {
    let fields = request.fields
    let used = fields.pointee.count
    let free = fields.pointee.capacity - used
    let address = cursor.address
    let inPage = Int(UInt(bitPattern: address) % UInt(Limits.pageSize))
    var length = min(cursor.segmentRemaining, limit, free * Limits.pageSize)
    let wanted = min(SlotCounting.pages(length, startingAt: UInt(inPage)), free)
    let pinned = vector.pinPages(
      wanted, from: address, into: fields.pointee.pages + used, counters: &counters)
    guard pinned > 0 else { return nil }
    length = min(length, pinned * Limits.pageSize - inPage)
    fields.pointee.describe(slots: pinned, from: used, offset: inPage, length: length, design)
    fields.pointee.count = used + pinned
    cursor.advance(by: length)
    return length
  }
}

extension RequestObject {
  /// Records where a fragment lies in the slots that it fills.
  @inline(__always)
  fileprivate mutating func describe(
    slots: Int, from first: Int, offset: Int, length: Int, _ design: EngineDesign
  ) {
    switch design.pageDescriptors {
    case .firstPageOffset:
      pageOffset = UInt32(offset)
    case .allocated:
      descriptors?[first].offset = UInt32(offset)
    case .governCopying:
      guard let descriptors else { return }
      let page = UInt32(Limits.pageSize)
      for slot in first..<(first + slots) {
        descriptors[slot] = PageDescriptor(length: page, offset: 0)
      }
      descriptors[first] = PageDescriptor(length: page - UInt32(offset), offset: UInt32(offset))
      descriptors[first + slots - 1].length -=
        UInt32(slots * Limits.pageSize - offset - length)
    }
  }
}
