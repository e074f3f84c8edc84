namespace Duet.Load.Measuring;

/// <summary>Memory of a process, in units of 1,024 bytes.</summary>
/// <param name="Resident">VmRSS.</param>
/// <param name="Proportional">Pss: shared pages divided by those who share them.</param>
/// <param name="Private">Pages that no other process has.</param>
internal readonly record struct MemoryUse(long Resident, long Proportional, long Private);
