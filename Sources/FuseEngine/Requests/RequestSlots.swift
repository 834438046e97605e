internal import CLinuxFuse

extension RequestObject {
  /// Fills the next page slot with a page of which a fragment is transferred.
  ///
  /// Where the design has no lengths, only the first fragment may start at an offset other than 0.
  mutating func append(
    _ page: PagePointer, offset: Int, length: Int, _ design: EngineDesign
  ) {
    precondition(count < capacity, "a page has a free slot")
    switch design.pageDescriptors {
    case .firstPageOffset: if count == 0 { pageOffset = UInt32(offset) }
    case .allocated: if count == 0 { descriptors?[0].offset = UInt32(offset) }
    case .governCopying:
      descriptors?[count] = PageDescriptor(length: UInt32(length), offset: UInt32(offset))
    }
    pages[count] = page
    count += 1
  }
}
