import FuseEngine
import Measurement
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
    #expect(workload.direction == direction)
    #expect(
      workload.segments
        == Array(repeating: SegmentShape(offset: offset, length: length), count: count))
    #expect(workload.byteCount == count * length)
    #expect(workload.description == name)
  }

  @Test(arguments: [
    "", "writev", "writev:", "writev:32", "writev:0x4k", "writev:1025x1", "writev:32x4k@4096",
    "writev:32x-1", "read:0", "read:1g", "read:99999999999999999999k", "seek:4k", "read:4k@1",
    "writev:1024x1m", "readv:32x4k:1",
  ])
  func `what is no workload is refused by name`(name: String) {
    let error = #expect(throws: WorkloadError.self) { try Workload(name) }
    #expect(error?.description.contains("`\(name)`") == true)
  }
}
