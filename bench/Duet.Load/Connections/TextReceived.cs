namespace Duet.Load.Connections;

/// <param name="connection">Who received it.</param>
/// <param name="text">The message in UTF-8, valid during the call.</param>
internal delegate void TextReceived(Connection connection, ReadOnlySpan<byte> text);
