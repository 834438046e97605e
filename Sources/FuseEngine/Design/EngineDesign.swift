/// How the request path works: the value that a patch series changes and the engine reads.
///
/// Stage 0's design is ``beforeScatterGather``. Each stage step changes some of the fields, and the
/// engine branches on a field only in the file named after that concern, never on the stage.
package struct EngineDesign: Hashable, Sendable, Codable {
  /// Where a request keeps its page pointers.
  package var pageVector: PageVectorLayout
  /// How many page slots each call site asks for.
  package var slots: SlotRules
  /// What a request knows about the fragment that lies in each of its pages.
  package var pageDescriptors: PageDescriptorUse
  /// How much of a caller's vector one direct-I/O call of the engine covers.
  package var directIOScope: DirectIOScope
  /// How many segments one direct-I/O request may carry.
  package var segmentPacking: SegmentPacking

  package init(
    pageVector: PageVectorLayout, slots: SlotRules, pageDescriptors: PageDescriptorUse,
    directIOScope: DirectIOScope, segmentPacking: SegmentPacking
  ) {
    self.pageVector = pageVector
    self.slots = slots
    self.pageDescriptors = pageDescriptors
    self.directIOScope = directIOScope
    self.segmentPacking = segmentPacking
  }

  /// The request path of Linux 3.6, before "fuse: optimize scatter-gather direct IO".
  package static let beforeScatterGather = EngineDesign(
    pageVector: .fixedInline, slots: .everyoneMaximum, pageDescriptors: .firstPageOffset,
    directIOScope: .perSegment, segmentPacking: .oneSegmentPerRequest)
}

/// Where a request keeps its page pointers.
package enum PageVectorLayout: String, Hashable, Sendable, Codable {
  /// 32 pointers inside every request object, used or not.
  case fixedInline
  /// One pointer inside the object; a separate array where the caller asks for more.
  case sizedByCaller
}

/// What a request knows about the fragment that lies in each of its pages.
package enum PageDescriptorUse: String, Hashable, Sendable, Codable {
  /// One offset for the first page; later pages start at 0 and are full.
  case firstPageOffset
  /// A descriptor beside each page pointer, of which only the first one's offset is used.
  case allocated
  /// Every descriptor holds the fragment's offset and length, and copying follows them.
  case governCopying
}

/// How much of a caller's vector one direct-I/O call of the engine covers.
package enum DirectIOScope: String, Hashable, Sendable, Codable {
  /// The vector is split into single-buffer calls, one for each segment.
  case perSegment
  /// One call carries an iterator over all segments.
  case wholeVector
}

/// How many segments one direct-I/O request may carry.
package enum SegmentPacking: String, Hashable, Sendable, Codable {
  /// A request ends where its segment ends.
  case oneSegmentPerRequest
  /// A request is filled from as many segments as its page slots hold.
  case manySegmentsPerRequest
}
