import FuseEngine
import Testing

struct DesignFieldsTests {
  @Test func `a design lists every field that is declared, in order`() {
    let design = EngineDesign.beforeScatterGather
    #expect(
      design.fields.map(\.name) == [
        "pageVector", "slots.pageless", "slots.reserved", "slots.writepage", "slots.singlePage",
        "slots.retrieve", "slots.readpages", "slots.performWrite", "slots.ioctl",
        "slots.directIO", "pageDescriptors", "directIOScope", "segmentPacking",
      ])
    #expect(design.fields.first?.value == "fixedInline")
    #expect(design.fields.last?.value == "oneSegmentPerRequest")
  }

  @Test func `a difference names the field and both values`() {
    var later = EngineDesign.beforeScatterGather
    later.slots.directIO = .exact
    #expect(
      later.differences(from: .beforeScatterGather) == [
        DesignDifference(field: "slots.directIO", before: "maximum", after: "exact")
      ])
    #expect(later.differences(from: later).isEmpty)
  }
}
