import Documents
import EngineLane
import Failures
import FuseSeries
import PatchMail
import Testing

@testable import Replay

struct MappingTests {
  private func series(_ name: String = "fuse-dio-v2.mbox") throws -> SeriesSummary {
    SeriesSummary(try Fixture.request(name).read(Told().notices))
  }

  private func steps(_ choice: PatchChoice) throws -> [String?] {
    try SeriesStages.of(series(), choice).map(\.step?.subject)
  }

  @Test func `all patches of the series are stages, after the base`() throws {
    let steps = try steps(.all)
    #expect(steps.count == 12)
    #expect(steps[0] == nil && steps[1] != nil)
  }

  @Test func `patches that no later one needs can be left out`() throws {
    #expect(try steps(.without([11])).count == 11)
    #expect(try steps(.only([1, 2, 3])).count == 4)
    #expect(try SeriesStages.leftOut(of: series(), .without([9, 2])) == [2, 9])
    #expect(
      try SeriesStages.leftOut(of: series(), .only([1, 2])) == (3...11).map { PatchNumber($0) })
    #expect(try SeriesStages.leftOut(of: series(), .all).isEmpty)
  }

  @Test func `a patch that a later one needs cannot be left out`() throws {
    #expect {
      try steps(.without([9]))
    } throws: {
      let failure = $0 as? Failure
      return failure?.exitClass == .usage
        && failure?.message.hasPrefix("--without 9: patch 10 ") == true
        && failure?.message.contains(" needs patch 9 ") == true
    }
  }

  @Test func `a series that lacks a patch says what measures the others`() throws {
    var series = try series()
    series.patches.removeAll { $0.number == 9 }
    #expect {
      try SeriesStages.of(series, .all)
    } throws: {
      let failure = $0 as? Failure
      return failure?.exitClass == .badAnswer
        && failure?.message.contains("do not fit together") == true
        && failure?.message.contains("; --without 10 measures the others") == true
    }
  }

  @Test func `a series without stages has none`() throws {
    #expect(try SeriesStages.of(series("broken/reply-among.mbox"), .all).isEmpty)
  }

  @Test func `a cover letter alone leads through what it announces`() throws {
    var series = try series()
    series.patches = []
    #expect(SeriesStages.warning(series) == .onlyLetter(announced: series.announced.count))
    #expect(try SeriesStages.of(series, .all).count == series.announced.count + 1)
    #expect(try SeriesStages.leftOut(of: series, .without([11])) == [11])
    #expect(SeriesStages.warning(try self.series()) == nil)
  }
}
