namespace Duet.Turn.Allocations;

/// <summary>What EVEN-PORT asks for (RFC 8656 section 18.7).</summary>
internal enum PortParity
{
    Any,
    Even,

    /// <summary>Even, and the next port reserved: the R bit.</summary>
    EvenAndNext,
}
