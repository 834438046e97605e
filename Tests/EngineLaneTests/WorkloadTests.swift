import EngineLane
import FuseEngine
import FuseSeries
import Testing

struct WorkloadTests {
  @Test(arguments: [
    ("writev:32x4k", Direction.write, 32, 4096, 0), ("readv:8x512@100", .read, 8, 512, 100),
    ("read:128k", .read, 1, 131_072, 0), ("write:1m", .write, 1, 1 << 20, 0),
    ("readv:1x1", .read, 1, 1, 0),
  ])
  func `a workload's name says what is moved`(
    name: String, direction: Direction, count: Int, length: Int, offset: Int
  ) throws {
    let workload = try Workload(name)
    let segments = Array(repeating: SegmentShape(offset: offset, length: length), count: count)
    guard case .direct(let transfer) = workload.call else {
      Issue.record("\(workload.call) is not a direct transfer")
      return
    }
    #expect(transfer.direction == direction)
    #expect(transfer.segments == segments)
    #expect(workload.byteCount == count * length)
    #expect(workload.description == name)
  }

  @Test(arguments: [
    ("readpages:8", "readpages", WorkloadCall.pages(8), "MB/s"),
    ("perform-write:20k", "perform-write", .bytes(20_480), "MB/s"),
    ("retrieve:8k", "retrieve", .bytes(8192), "MB/s"),
    ("ioctl:4k", "ioctl", .bytes(4096), "MB/s"),
    ("metadata", "metadata", .nothing, "calls/s"), ("readdir", "readdir", .nothing, "calls/s"),
  ])
  func `the other call sites have names of their own`(
    name: String, kind: String, call: WorkloadCall, unit: String
  ) throws {
    let workload = try Workload(name)
    #expect(workload.kind.name == kind)
    #expect(workload.call == call)
    #expect(workload.unit == unit)
  }

  @Test(arguments: [
    "", "writev", "writev:", "writev:32", "writev:0x4k", "writev:1025x1", "writev:32x4k@4096",
    "writev:32x-1", "read:0", "read:1g", "read:99999999999999999999k", "seek:4k", "read:4k@1",
    "writev:1024x1m", "readv:32x4k:1", "readpages:0", "readpages:1025", "perform-write:0",
    "retrieve:132k", "ioctl:16k", "metadata:1",
  ])
  func `what is not a workload is refused by name`(name: String) {
    let error = #expect(throws: WorkloadError.self) { try Workload(name) }
    #expect(error?.description.contains("`\(name)`") == true)
  }

  @Test func `help lists every kind with its size`() {
    #expect(
      WorkloadKind.help
        == "readv:NxS, writev:NxS (N segments of S bytes; @A starts each at offset A in its page), "
        + "read:S, write:S (one buffer), readpages:N (read-ahead), perform-write:S (buffered), "
        + "retrieve:S (the server takes S cached bytes), ioctl:S (S bytes out and back), "
        + "metadata (opens and closes a file), readdir (lists the root directory). "
        + "Sizes take k and m.")
    #expect(WorkloadKind.systemCallNames == "readv, writev, read and write")
  }

  @Test func `only what one thread can ask for is refused for several`() throws {
    let retrieval = try Workload("retrieve:8k")
    #expect(throws: Never.self) { try WorkloadRun(retrieval) }
    let error = #expect(throws: WorkloadError.self) { try WorkloadRun(retrieval, jobs: 2) }
    #expect(error?.reason == "the server's questions reach one thread only; take one job")
    #expect(throws: Never.self) { try WorkloadRun(Workload("ioctl:4k"), jobs: 2) }
  }

  @Test(arguments: PlanRegistry.all.plans.map(\.name))
  func `every workload that a plan names is one`(name: PlanName) throws {
    let plan = try #require(PlanRegistry.all[name])
    for name in plan.paths.map(\.call) + plan.claimedWorkloads + plan.defaultWorkloads {
      #expect(try Workload(name).description == name.rawValue)
    }
  }
}
