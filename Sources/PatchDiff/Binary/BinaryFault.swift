package import Bytes

/// What is wrong with the data of a binary patch.
package enum BinaryFault: Error, Sendable, Hashable {
  /// zlib refuses it.
  case notInflated(ZlibError)
  /// It makes another number of bytes than the patch says.
  case otherSize(announced: Int)
  /// Its delta does not fit the preimage.
  case deltaDiffers
}
