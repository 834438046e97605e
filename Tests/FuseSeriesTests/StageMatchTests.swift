import FuseSeries
import Testing

struct StageMatchTests {
  let plan = StagePlan.scatterGatherDirectIO

  func facts(tag: String = "", touching: Bool = true) -> [PatchFacts] {
    plan.steps.enumerated().map { index, step in
      PatchFacts(
        number: index + 1, subject: tag + step.subject, touched: touching ? Set(step.symbols) : [])
    }
  }

  @Test(arguments: [
    "", "[PATCH v2 03/11] ", "[fuse-devel] [PATCH v2 03/11] ", "Re: [PATCH 1/2]  ",
  ])
  func `every patch of the series is found, whatever tags the list adds`(tag: String) {
    let matches = plan.match(facts(tag: tag))
    for number in 1...11 {
      #expect(matches[number]?.step.rawValue == number)
      #expect(matches[number]?.evidence == [.subject, .symbols])
      #expect(matches[number]?.confidence == 1)
    }
  }

  @Test func `announced subjects are enough, with less confidence`() {
    let matches = plan.match(facts(touching: false))
    #expect(matches.count == 11)
    #expect(matches.values.allSatisfy { $0.evidence == [.subject] && $0.confidence == 0.8 })
  }

  @Test func `a patch with a new title is found by what it touches`() {
    var series = facts()
    series[2].subject = "fuse: ask for fewer pages when retrieving"
    let matches = plan.match(series)
    #expect(matches[3]?.step == 3)
    #expect(matches[3]?.evidence == [.symbols])
    #expect(matches[3]?.confidence == 0.5)
  }

  @Test func `another series that touches the same functions has no stages`() {
    let other = [
      PatchFacts(number: 1, subject: "fuse: fix retrieve", touched: ["fuse_retrieve"]),
      PatchFacts(number: 2, subject: "fuse: fix ioctl", touched: ["fuse_do_ioctl"]),
    ]
    #expect(plan.match(other).isEmpty)
  }

  @Test func `a companion patch has no stage and takes none away`() {
    var series = facts()
    series.insert(
      PatchFacts(
        number: 12, subject: "mm: minor cleanup of iov_iter_single_seg_count()",
        touched: ["iov_iter_single_seg_count"]), at: 8)
    let matches = plan.match(series)
    #expect(matches[12] == nil)
    #expect(matches.count == 11)
  }
}
