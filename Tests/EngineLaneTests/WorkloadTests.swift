import EngineLane
import FuseEngine
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
      Issue.record("\(workload.call) is no direct transfer")
      return
    }
    #expect(transfer.direction == direction)
    #expect(transfer.segments == segments)
    #expect(workload.byteCount == count * length)
    #expect(workload.description == name)
  }

  @Test(arguments: [
    ("readpages:8", WorkloadCall.readpages(8), "MB/s"),
    ("perform-write:20k", .performWrite(20_480), "MB/s"),
    ("retrieve:8k", .retrieve(8192), "MB/s"), ("ioctl:4k", .ioctl(4096), "MB/s"),
    ("metadata", .metadata, "calls/s"), ("readdir", .readdir, "calls/s"),
  ])
  func `the other call sites have names of their own`(
    name: String, call: WorkloadCall, unit: String
  ) throws {
    let workload = try Workload(name)
    #expect(workload.call == call)
    #expect(workload.unit == unit)
  }

  @Test(arguments: [
    "", "writev", "writev:", "writev:32", "writev:0x4k", "writev:1025x1", "writev:32x4k@4096",
    "writev:32x-1", "read:0", "read:1g", "read:99999999999999999999k", "seek:4k", "read:4k@1",
    "writev:1024x1m", "readv:32x4k:1", "readpages:0", "readpages:1025", "perform-write:0",
    "retrieve:132k", "ioctl:16k", "metadata:1",
  ])
  func `what is no workload is refused by name`(name: String) {
    let error = #expect(throws: WorkloadError.self) { try Workload(name) }
    #expect(error?.description.contains("`\(name)`") == true)
  }
}
