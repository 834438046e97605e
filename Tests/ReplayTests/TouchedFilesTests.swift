import CommandLane
import PatchDiff
import Testing

@testable import Replay

struct TouchedFilesTests {
  private func touched(_ diff: String) throws -> TouchedFile {
    try #require(ParsedPatch(Array(diff.utf8)).files.map(TouchedFile.init).first)
  }

  @Test func `lines have the numbers of their side, and stand under the nearest definition`() throws
  {
    let file = try touched(
      """
      diff --git a/src/a.c b/src/a.c
      --- a/src/a.c
      +++ b/src/a.c
      @@ -10,7 +10,8 @@ int first(void)
       }
       
       int second(int x)
       {
      -	return x;
      +	x++;
      +	return x * 2;
       out:
       }
       

      """)
    #expect(file.oldPath == "src/a.c" && file.newPath == "src/a.c")
    #expect(file.removed == [14])
    #expect(file.added == [14, 15])
    #expect(file.headings == ["int second(int x)"])
  }

  @Test func `without a definition in the hunk its heading is the one`() throws {
    let file = try touched(
      """
      diff --git a/a.c b/a.c
      --- a/a.c
      +++ b/a.c
      @@ -3,3 +3,3 @@ static unsigned mix(unsigned value)
       	unsigned step;
      -	step = 1;
      +	step = 2;
       	use(step);

      """)
    #expect(file.headings == ["static unsigned mix(unsigned value)"])
    #expect(file.removed == [4] && file.added == [4])
  }
}
