/// One field in which two designs differ.
package struct DesignDifference: Hashable, Sendable, Codable {
  /// The field's path in the design, such as `slots.directIO`.
  package var field: String
  /// The field's value in the earlier design.
  package var before: String
  /// The field's value in the later design.
  package var after: String

  package init(field: String, before: String, after: String) {
    self.field = field
    self.before = before
    self.after = after
  }
}

extension EngineDesign {
  /// The design's fields with their values, in the order of declaration.
  package var fields: [(name: String, value: String)] {
    [
      ("pageVector", pageVector.rawValue),
      ("slots.pageless", slots.pageless.rawValue),
      ("slots.reserved", slots.reserved.rawValue),
      ("slots.writepage", slots.writepage.rawValue),
      ("slots.singlePage", slots.singlePage.rawValue),
      ("slots.retrieve", slots.retrieve.rawValue),
      ("slots.readpages", slots.readpages.rawValue),
      ("slots.performWrite", slots.performWrite.rawValue),
      ("slots.ioctl", slots.ioctl.rawValue),
      ("slots.directIO", slots.directIO.rawValue),
      ("pageDescriptors", pageDescriptors.rawValue),
      ("directIOScope", directIOScope.rawValue),
      ("segmentPacking", segmentPacking.rawValue),
    ]
  }

  /// Returns the fields in which this design differs from an earlier one.
  package func differences(from earlier: EngineDesign) -> [DesignDifference] {
    zip(earlier.fields, fields).compactMap { before, after in
      before.value == after.value
        ? nil : DesignDifference(field: after.name, before: before.value, after: after.value)
    }
  }
}
