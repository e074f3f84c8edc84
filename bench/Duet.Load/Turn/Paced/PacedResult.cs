using Duet.Load.Measuring;

namespace Duet.Load.Turn.Paced;

/// <summary>What one run of one server gave.</summary>
/// <param name="Server">Its name.</param>
/// <param name="Cpu">Of the measured window.</param>
/// <param name="SentInWindow">Packets sent in the window.</param>
/// <param name="DeliveredInWindow">Packets delivered in the window: what the CPU time is divided by.</param>
/// <param name="Reordered">Packets of the whole run that came after a later one, or twice.</param>
/// <param name="Delay">From send to delivery, of the packets sent in the window that came within a second after its end.</param>
/// <param name="Lag">How late the generator sent its bursts.</param>
/// <param name="Memory">Of the server at the end of the window.</param>
internal sealed record PacedResult(
    string Server, CpuReading Cpu, long SentInWindow, long DeliveredInWindow, long Reordered, Samples Delay, Samples Lag, MemoryUse Memory)
{
    public double CpuMicrosecondsPerPacket => Cpu.Server.TotalMicroseconds / DeliveredInWindow;

    public long Lost => SentInWindow - Delay.Count;

    public double LostPercent => 100.0 * Lost / SentInWindow;
}
