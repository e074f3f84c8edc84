using System.IO.Pipelines;

namespace Duet.Turn;

/// <summary>
/// The end of a connection's output, below its encryption, which can keep back what is flushed into it: so a burst of messages, each in a TLS
/// record of its own, leaves with one system call. For whoever writes to the connection, one call at a time.
/// </summary>
public interface IHeldOutput
{
    /// <summary>From now on a flush only keeps what it would send, unless that has become too much.</summary>
    void Hold();

    /// <summary>Sends what was kept, and holds nothing any more. To be awaited, and answered, as <see cref="PipeWriter.FlushAsync"/>.</summary>
    ValueTask<FlushResult> ReleaseAsync();
}
