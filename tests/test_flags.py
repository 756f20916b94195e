"""What a provision does, told from its words."""

import pytest

from citelaw.model import ArticleFlag
from citelaw.registry.building.flags import flags_of, subject_of


@pytest.mark.parametrize(
    ("line", "names"),
    [
        pytest.param("处骗取金额二倍以上五倍以下的罚款。", ("罚则",), id="fine"),
        pytest.param("没收违法所得，并可以暂扣许可证。", ("罚则", "许可"), id="confiscation"),
        pytest.param("取消其两年内的投标资格。", ("罚则",), id="disqualified"),
        pytest.param("五年内禁止从事种子经营。", ("罚则", "义务"), id="barred-for-years"),
        pytest.param("终身不得担任渠长。", ("罚则", "义务"), id="barred-for-life"),
        pytest.param("不得从事下列活动。", ("义务",), id="prohibition-is-no-penalty"),
        pytest.param("沿渠设置警告标志。", (), id="warning-sign-is-no-warning"),
        pytest.param("未经青禾主管部门批准，不得引水。", ("许可", "义务"), id="approval"),
        pytest.param("批准文号印在包装上。", (), id="approval-number"),
        pytest.param("可以查封、扣押有关种子。", ("强制",), id="sealing"),
        pytest.param("符合强制性国家标准。", (), id="mandatory-standard"),
        pytest.param("主管部门每年抽查种子质量。", ("检查",), id="spot-check"),
        pytest.param("直接负责的主管人员依法给予处分。", ("追责",), id="sanction"),
        pytest.param("农户按面积缴费。", (), id="nothing"),
        pytest.param("依照有关法律的规定处罚。", ("罚则", "转致"), id="referral"),
        pytest.param("法律另有规定的，从其规定。", ("转致",), id="otherwise-provided"),
        pytest.param("本法自2020年1月1日起施行，旧法同时废止。", ("施行",), id="commencement"),
    ],
)
def test_terms_of_a_line_give_its_flags(line: str, names: tuple[str, ...]) -> None:
    assert ArticleFlag(flags_of(line)).chinese == names


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        pytest.param(
            ("青禾主管部门和其他有关部门的工作人员滥用职权的，依法给予处分。",),
            "青禾主管部门和其他有关部门的工作人员",
            id="staff",
        ),
        pytest.param(
            ("各级人民政府及其工作人员未履行职责的，依法给予处分。",),
            "各级人民政府及其工作人员",
            id="organ-and-staff",
        ),
        pytest.param(
            ("渠道主管部门的工作人员，违反本法规定，滥用职权的，依法给予处分。",),
            "渠道主管部门的工作人员",
            id="comma-behind-it",
        ),
        pytest.param(
            ("有下列行为之一的，依法给予处分：", "（一）灌溉机构未按时放水的；"),
            "灌溉机构",
            id="in-an-item",
        ),
        pytest.param(("农户未按时缴费的，加收滞纳金。",), None, id="no-accountability"),
        pytest.param(("对直接责任人员依法给予处分。",), None, id="no-subject-named"),
    ],
)
def test_subject_is_whom_accountability_binds(lines: tuple[str, ...], subject: str | None) -> None:
    assert subject_of(lines) == subject
